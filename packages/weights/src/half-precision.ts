// Half-precision values widened to float32, which holds each of them exactly.

/** IEEE 754 binary16 to float32. `bytes` are little-endian, two a value. */
export function widenFloat16(bytes: ArrayBuffer): Float32Array {
  const halves = new Uint16Array(bytes);
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i] as number;
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) values[i] = sign * fraction * 2 ** -24;
    else if (exponent === 31) values[i] = fraction ? NaN : sign * Infinity;
    else values[i] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

/** bfloat16, the upper half of a float32, to float32. `bytes` are little-endian, two a value. */
export function widenBfloat16(bytes: ArrayBuffer): Float32Array {
  const halves = new Uint16Array(bytes);
  const values = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = (halves[i] as number) << 16;
  return new Float32Array(values.buffer);
}
