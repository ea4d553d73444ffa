import { multiplyAdd, VECTOR, WIDTH } from "../product/lanes";

/** Bytes from pixel to pixel. */
const PIXEL: usize = WIDTH * 4;

/**
 * Aᵀ · m · A of the 6×6 sums of four channels, `apart` bytes from each other: 4×4 pixels, which lie side by side at `to`.
 *
 *       ⎡ 1   1     1      1     1   0 ⎤
 *  Aᵀ = ⎢ 0  √½   −√½     √2   −√2   0 ⎥
 *       ⎢ 0   ½     ½      2     2   0 ⎥
 *       ⎣ 0  √½/2  −√½/2  2√2  −2√2  1 ⎦
 *
 * @param spare room for 24 vectors
 */
export function gatherLarge(sums: usize, apart: usize, to: usize, spare: usize): void {
  for (let column: usize = 0; column < 6; column++) {
    gatherSix(sums + column * apart, 6 * apart, spare + column * VECTOR, 6 * VECTOR);
  }
  for (let line: usize = 0; line < 4; line++) gatherSix(spare + line * 6 * VECTOR, VECTOR, to + line * 4 * PIXEL, PIXEL);
}

/** Aᵀ by six vectors. */
function gatherSix(from: usize, step: usize, to: usize, toStep: usize): void {
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + step * 2);
  const m3 = v128.load(from + step * 3);
  const m4 = v128.load(from + step * 4);
  const nearSum = f32x4.add(m1, m2);
  const farSum = f32x4.add(m3, m4);
  const near = f32x4.mul(f32x4.sub(m1, m2), f32x4.splat(Mathf.SQRT1_2));
  const far = f32x4.mul(f32x4.sub(m3, m4), f32x4.splat(Mathf.SQRT2));
  const two = f32x4.splat(2);
  const half = f32x4.splat(0.5);
  v128.store(to, f32x4.add(f32x4.add(nearSum, farSum), v128.load(from)));
  v128.store(to + toStep, f32x4.add(near, far));
  v128.store(to + toStep * 2, multiplyAdd(farSum, two, f32x4.mul(nearSum, half)));
  v128.store(to + toStep * 3, multiplyAdd(far, two, multiplyAdd(near, half, v128.load(from + step * 5))));
}
