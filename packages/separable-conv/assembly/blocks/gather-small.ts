import { WIDTH } from "../product/lanes";

/**
 * Aᵀ · m · A of the 4×4 sums of four channels, `apart` bytes from each other: 2×2 pixels, which lie side by side at `to`.
 *
 *  Aᵀ = ⎡ 1  1  1  0 ⎤
 *       ⎣ 0  1 −1 −1 ⎦
 */
export function gatherSmall(sums: usize, apart: usize, to: usize): void {
  const p0 = upper(sums, apart);
  const p1 = upper(sums + apart, apart);
  const p2 = upper(sums + apart * 2, apart);
  v128.store(to, f32x4.add(f32x4.add(p0, p1), p2));
  v128.store(to, f32x4.sub(f32x4.sub(p1, p2), upper(sums + apart * 3, apart)), WIDTH * 4);
  const q0 = lower(sums, apart);
  const q1 = lower(sums + apart, apart);
  const q2 = lower(sums + apart * 2, apart);
  v128.store(to, f32x4.add(f32x4.add(q0, q1), q2), WIDTH * 8);
  v128.store(to, f32x4.sub(f32x4.sub(q1, q2), lower(sums + apart * 3, apart)), WIDTH * 12);
}

/** The first line of Aᵀ by a column of sums. */
function upper(column: usize, apart: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(column), v128.load(column + apart * 4)), v128.load(column + apart * 8));
}

/** The second line of Aᵀ by a column of sums. */
function lower(column: usize, apart: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(column + apart * 4), v128.load(column + apart * 8)), v128.load(column + apart * 12));
}
