// Tiles of 4 rows by 8 columns of c = a · b, all sums in registers, with the ending while they are there.
import { clamp, multiplyAdd } from "./lanes";

/**
 * c[4, 8] = clamp(a · b + bias + residual), and the same for as many tiles as there are below.
 *
 * a is a panel of `packRows` for each tile: 4 rows side by side for each of K steps. b is a panel of `packPanels`: eight columns for each
 * step. `bias` and `residual` are 0 where there is none; pitches are bytes from row to row.
 */
export function multiplyTilesOfFour(
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
  for (; tiles > 0; tiles--) {
    let c00 = bias ? v128.load(bias) : f32x4.splat(0);
    let c01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    // Four steps a round, with a way out after each: blocks of their own keep the compiler from loading the next step's operands while the
    // first's are still in registers, and what a round costs besides is shared. `a` goes on with each step, so that the addresses of its four
    // values are the same few registers in all of them.
    const aEnd = a + ((K * 16) as usize);
    let step = b;
    while (true) {
      const b00 = v128.load(step);
      const b01 = v128.load(step, 16);
      const x00 = v128.load32_splat(a);
      c00 = multiplyAdd(b00, x00, c00);
      c01 = multiplyAdd(b01, x00, c01);
      const x01 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(b00, x01, c10);
      c11 = multiplyAdd(b01, x01, c11);
      const x02 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(b00, x02, c20);
      c21 = multiplyAdd(b01, x02, c21);
      const x03 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(b00, x03, c30);
      c31 = multiplyAdd(b01, x03, c31);
      a += 16;
      if (a == aEnd) break;
      const b10 = v128.load(step, 32);
      const b11 = v128.load(step, 48);
      const x10 = v128.load32_splat(a);
      c00 = multiplyAdd(b10, x10, c00);
      c01 = multiplyAdd(b11, x10, c01);
      const x11 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(b10, x11, c10);
      c11 = multiplyAdd(b11, x11, c11);
      const x12 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(b10, x12, c20);
      c21 = multiplyAdd(b11, x12, c21);
      const x13 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(b10, x13, c30);
      c31 = multiplyAdd(b11, x13, c31);
      a += 16;
      if (a == aEnd) break;
      const b20 = v128.load(step, 64);
      const b21 = v128.load(step, 80);
      const x20 = v128.load32_splat(a);
      c00 = multiplyAdd(b20, x20, c00);
      c01 = multiplyAdd(b21, x20, c01);
      const x21 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(b20, x21, c10);
      c11 = multiplyAdd(b21, x21, c11);
      const x22 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(b20, x22, c20);
      c21 = multiplyAdd(b21, x22, c21);
      const x23 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(b20, x23, c30);
      c31 = multiplyAdd(b21, x23, c31);
      a += 16;
      if (a == aEnd) break;
      const b30 = v128.load(step, 96);
      const b31 = v128.load(step, 112);
      const x30 = v128.load32_splat(a);
      c00 = multiplyAdd(b30, x30, c00);
      c01 = multiplyAdd(b31, x30, c01);
      const x31 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(b30, x31, c10);
      c11 = multiplyAdd(b31, x31, c11);
      const x32 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(b30, x32, c20);
      c21 = multiplyAdd(b31, x32, c21);
      const x33 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(b30, x33, c30);
      c31 = multiplyAdd(b31, x33, c31);
      a += 16;
      step += 128;
      if (a == aEnd) break;
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
  }
}
