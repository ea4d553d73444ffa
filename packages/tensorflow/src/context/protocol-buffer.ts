// Just enough of Protocol Buffers to write the messages that TensorFlow's C interface takes as bytes: a message is its fields, one after
// the other, each a key (number of the field and kind of its value) and a value. Source: protobuf.dev/programming-guides/encoding.

/** A field of a whole number or a truth value. */
export function varintField(field: number, value: number | boolean): number[] {
  return [...varint(field * 8), ...varint(Number(value))];
}

/** A field of bytes: text, or a message of its own. */
export function bytesField(field: number, value: string | readonly number[]): number[] {
  const bytes = typeof value === "string" ? [...new TextEncoder().encode(value)] : value;
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** Seven bits a byte, lowest first; the top bit says that another follows. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}
