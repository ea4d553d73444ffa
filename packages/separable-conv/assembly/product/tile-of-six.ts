// Tiles of 6 rows by 8 columns of c = a · b, all sums in registers, with the ending while they are there.
import { clamp, multiplyAdd } from "./lanes";

/**
 * c[6, 8] = clamp(a · b + bias + residual), and the same for as many tiles as there are below.
 *
 * a is a panel of `packRows` for each tile: 6 rows side by side for each of K steps. b is a panel of `packPanels`: eight columns for each
 * step. `bias` and `residual` are 0 where there is none; pitches are bytes from row to row.
 */
export function multiplyTilesOfSix(
  tiles: i32,
  K: i32,
  a: usize,
  b: usize,
  c: usize,
  cPitch: usize,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
): void {
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  const end = b + ((K * 32) as usize);
  for (; tiles > 0; tiles--) {
    let c00 = bias ? v128.load(bias) : f32x4.splat(0);
    let c01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let c40 = c00;
    let c41 = c01;
    let c50 = c00;
    let c51 = c01;
    for (let step = b; step < end; step += 32) {
      const b0 = v128.load(step);
      const b1 = v128.load(step, 16);
      const x0 = v128.load32_splat(a);
      c00 = multiplyAdd(b0, x0, c00);
      c01 = multiplyAdd(b1, x0, c01);
      const x1 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(b0, x1, c10);
      c11 = multiplyAdd(b1, x1, c11);
      const x2 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(b0, x2, c20);
      c21 = multiplyAdd(b1, x2, c21);
      const x3 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(b0, x3, c30);
      c31 = multiplyAdd(b1, x3, c31);
      const x4 = v128.load32_splat(a, 16);
      c40 = multiplyAdd(b0, x4, c40);
      c41 = multiplyAdd(b1, x4, c41);
      const x5 = v128.load32_splat(a, 20);
      c50 = multiplyAdd(b0, x5, c50);
      c51 = multiplyAdd(b1, x5, c51);
      a += 24;
    }
    if (residual) {
      c00 = f32x4.add(c00, v128.load(residual));
      c01 = f32x4.add(c01, v128.load(residual, 16));
      residual += residualPitch;
      c10 = f32x4.add(c10, v128.load(residual));
      c11 = f32x4.add(c11, v128.load(residual, 16));
      residual += residualPitch;
      c20 = f32x4.add(c20, v128.load(residual));
      c21 = f32x4.add(c21, v128.load(residual, 16));
      residual += residualPitch;
      c30 = f32x4.add(c30, v128.load(residual));
      c31 = f32x4.add(c31, v128.load(residual, 16));
      residual += residualPitch;
      c40 = f32x4.add(c40, v128.load(residual));
      c41 = f32x4.add(c41, v128.load(residual, 16));
      residual += residualPitch;
      c50 = f32x4.add(c50, v128.load(residual));
      c51 = f32x4.add(c51, v128.load(residual, 16));
      residual += residualPitch;
    }
    v128.store(c, clamp(c00, low, high));
    v128.store(c, clamp(c01, low, high), 16);
    c += cPitch;
    v128.store(c, clamp(c10, low, high));
    v128.store(c, clamp(c11, low, high), 16);
    c += cPitch;
    v128.store(c, clamp(c20, low, high));
    v128.store(c, clamp(c21, low, high), 16);
    c += cPitch;
    v128.store(c, clamp(c30, low, high));
    v128.store(c, clamp(c31, low, high), 16);
    c += cPitch;
    v128.store(c, clamp(c40, low, high));
    v128.store(c, clamp(c41, low, high), 16);
    c += cPitch;
    v128.store(c, clamp(c50, low, high));
    v128.store(c, clamp(c51, low, high), 16);
    c += cPitch;
  }
}
