// As much of the wire format of Protocol Buffers as an ONNX file needs: a message is a list of fields, a field its number, its wire type and
// its value. After https://protobuf.dev/programming-guides/encoding/.

/** @typedef {readonly Uint8Array[]} Field  The pieces of one field or of several, in order. */

const [varintType, lengthType] = [0, 2];
const encoder = new TextEncoder();

/** Seven bits a byte, the lowest first; the high bit says that more follow. @param {number} value  an integer from 0 to 2⁵³ */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.of(...bytes, value);
}

/** @param {number} number @param {number} type */
const tag = (number, type) => varint(number * 8 + type);

/** A field of an integer or an enumeration. @param {number} number @param {number} value @returns {Field} */
export const integer = (number, value) => [tag(number, varintType), varint(value)];

/** A field of bytes. @param {number} number @param {Uint8Array} value @returns {Field} */
export const bytes = (number, value) => [tag(number, lengthType), varint(value.length), value];

/** A field of text. @param {number} number @param {string} value @returns {Field} */
export const text = (number, value) => bytes(number, encoder.encode(value));

/** A field of a message, given by its fields. @param {number} number @param {...Field} fields @returns {Field} */
export function message(number, ...fields) {
  const pieces = fields.flat();
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [tag(number, lengthType), varint(length), ...pieces];
}

/** The bytes of a whole message. @param {...Field} fields */
export function encode(...fields) {
  const pieces = fields.flat();
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
