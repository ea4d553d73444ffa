// IDX, the format of MNIST and its relatives: two zero bytes, a byte for the element type, a byte for the number of dimensions,
// each dimension as a big-endian 32-bit number, then the elements. Yann LeCun's page of MNIST describes it.
import { DataError } from "../errors/data-error.ts";

export interface Idx {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const unsignedByte = 0x08;
/** More elements than a single array of bytes can hold anywhere; a larger product is a damaged header. */
const mostElements = 2 ** 32;

/**
 * Reads an IDX file of bytes.
 *
 * @param bytes  the whole file, not compressed
 * @param name   what to call it in errors
 * @returns      images [N, H, W] or labels [N]; `data` is a view of `bytes`
 * @throws DataError for another format, elements that are not bytes, or a file that is longer or shorter than its header says
 */
export function readIdx(bytes: Uint8Array, name = "the file"): Idx {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new DataError(`[readIdx] ${name} is compressed by gzip, but a plain IDX file was expected. Unpack it first: gunzip.`);
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new DataError(
      `[readIdx] ${name} begins with "${first}", but an IDX file begins with "00 00". Pass a file such as train-images-idx3-ubyte.`,
    );
  }
  const rank = bytes[3] as number;
  if (bytes[2] !== unsignedByte) {
    throw new DataError(
      `[readIdx] ${name} holds elements of type 0x${(bytes[2] as number).toString(16).padStart(2, "0")}, but unsigned bytes (0x08) were expected. Pass a file of bytes.`,
    );
  }
  const header = 4 + 4 * rank;
  if (rank === 0 || bytes.length < header)
    throw new DataError(`[readIdx] ${name} ends within its header, after ${bytes.length} bytes. Fetch it again.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements > mostElements || bytes.length - header !== elements) {
    throw new DataError(
      `[readIdx] ${name} says [${shape.join(", ")}], which is ${elements} bytes, but ${bytes.length - header} follow its header. Fetch it again.`,
    );
  }
  return { shape, data: bytes.subarray(header) };
}
