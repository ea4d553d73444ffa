// One pass over all elements.

/** dx = dy where y is above 0, else 0. */
export function reluGrad(count: i32, dy: usize, y: usize, dx: usize): void {
  const end = dx + ((count * 4) as usize);
  const zero = f32x4.splat(0);
  for (; dx + 16 <= end; dx += 16, dy += 16, y += 16) {
    v128.store(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
  }
  for (; dx < end; dx += 4, dy += 4, y += 4) f32.store(dx, f32.load(y) > 0 ? f32.load(dy) : 0);
}
