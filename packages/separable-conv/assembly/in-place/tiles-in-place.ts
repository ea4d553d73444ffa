// Tiles of 4 pixels by 8 filters of a convolution that reads the image where it lies: a line of taps is one run of values.
import { clamp, multiplyAdd } from "../product/lanes";

/**
 * c[4, 8] = clamp(bias + Σ over the lines of windows of x · b), and the same for as many tiles as there are to the right.
 *
 * @param x      where the first window begins
 * @param step   bytes from window to window
 * @param lines  of a window, `down` bytes apart, of `run` values each
 * @param b      a panel of `packPanels`: eight filters for each of lines · run values
 */
export function multiplyInPlace(
  tiles: i32,
  x: usize,
  step: usize,
  lines: i32,
  down: usize,
  run: i32,
  b: usize,
  c: usize,
  pitch: usize,
  bias: usize,
  lower: f32,
  upper: f32,
): void {
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  const bytes = (run * 32) as usize;
  for (; tiles > 0; tiles--, x += step * 4) {
    let c00 = bias ? v128.load(bias) : f32x4.splat(0);
    let c01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let weights = b;
    let start = x;
    for (let line = lines; line > 0; line--, start += down) {
      const end = weights + bytes;
      let x0 = start;
      let x1 = x0 + step;
      let x2 = x1 + step;
      let x3 = x2 + step;
      // Two steps a round, each with a way out, for the reasons that product/tile-of-four.ts gives for its four.
      while (true) {
        const b00 = v128.load(weights);
        const b01 = v128.load(weights, 16);
        const v00 = v128.load32_splat(x0);
        c00 = multiplyAdd(b00, v00, c00);
        c01 = multiplyAdd(b01, v00, c01);
        const v01 = v128.load32_splat(x1);
        c10 = multiplyAdd(b00, v01, c10);
        c11 = multiplyAdd(b01, v01, c11);
        const v02 = v128.load32_splat(x2);
        c20 = multiplyAdd(b00, v02, c20);
        c21 = multiplyAdd(b01, v02, c21);
        const v03 = v128.load32_splat(x3);
        c30 = multiplyAdd(b00, v03, c30);
        c31 = multiplyAdd(b01, v03, c31);
        weights += 32;
        if (weights == end) break;
        const b10 = v128.load(weights);
        const b11 = v128.load(weights, 16);
        const v10 = v128.load32_splat(x0, 4);
        c00 = multiplyAdd(b10, v10, c00);
        c01 = multiplyAdd(b11, v10, c01);
        const v11 = v128.load32_splat(x1, 4);
        c10 = multiplyAdd(b10, v11, c10);
        c11 = multiplyAdd(b11, v11, c11);
        const v12 = v128.load32_splat(x2, 4);
        c20 = multiplyAdd(b10, v12, c20);
        c21 = multiplyAdd(b11, v12, c21);
        const v13 = v128.load32_splat(x3, 4);
        c30 = multiplyAdd(b10, v13, c30);
        c31 = multiplyAdd(b11, v13, c31);
        x0 += 8;
        x1 += 8;
        x2 += 8;
        x3 += 8;
        weights += 32;
        if (weights == end) break;
      }
    }
    v128.store(c, clamp(c00, low, high));
    v128.store(c, clamp(c01, low, high), 16);
    c += pitch;
    v128.store(c, clamp(c10, low, high));
    v128.store(c, clamp(c11, low, high), 16);
    c += pitch;
    v128.store(c, clamp(c20, low, high));
    v128.store(c, clamp(c21, low, high), 16);
    c += pitch;
    v128.store(c, clamp(c30, low, high));
    v128.store(c, clamp(c31, low, high), 16);
    c += pitch;
  }
}
