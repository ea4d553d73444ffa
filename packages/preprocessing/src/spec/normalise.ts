// Bytes to the numbers that a network reads, in single precision with a rounding after each step, as numpy does it.
// A byte has 256 values, so a table is made once. For 1 / 127.5 and -1 all 256 are those of numpy's `x / 127.5 - 1`.

export interface Normalisation {
  readonly scale: number;
  readonly offset: number;
}

/**
 * byte * scale + offset, in single precision: the product is rounded, then the sum.
 *
 * @param data  bytes
 * @returns     as many numbers
 *
 * @example
 * normalise(new Uint8Array([0, 255]), { scale: 1 / 127.5, offset: -1 }) // => [-1, 1]
 */
export function normalise(data: Uint8Array | Uint8ClampedArray, { scale, offset }: Normalisation): Float32Array {
  const table = new Float32Array(256);
  const sum = Math.fround(offset);
  for (let byte = 0; byte < 256; byte++) table[byte] = Math.fround(byte * scale) + sum;
  const to = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) to[i] = table[data[i] as number] as number;
  return to;
}
