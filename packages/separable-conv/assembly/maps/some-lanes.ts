// Vectors at the end of a row, of which only one to three values are there.

/** `count` values and zeros. */
export function loadSome(at: usize, count: usize): v128 {
  let value = v128.load32_zero(at);
  if (count > 1) value = v128.load32_lane(at, value, 1, 4);
  if (count > 2) value = v128.load32_lane(at, value, 2, 8);
  return value;
}

export function storeSome(at: usize, value: v128, count: usize): void {
  v128.store32_lane(at, value, 0);
  if (count > 1) v128.store32_lane(at, value, 1, 4);
  if (count > 2) v128.store32_lane(at, value, 2, 8);
}
