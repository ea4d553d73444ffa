import { finishTile } from "../product/finish-tile";
import { clamp, HEIGHT, WIDTH } from "../product/lanes";
import { sumIntegersOfFour } from "./tile-of-four";
import { sumIntegersOfSix } from "./tile-of-six";

/**
 * c[rows, columns] = clamp((a · b) · rowScales · scales + bias + residual) of whole numbers, up to HEIGHT rows and WIDTH columns; the other
 * arguments are those of multiplyTiles. `rowScales` and `scales` say what a step of each row of a and column of b is worth.
 */
export function multiplyIntegers(
  pairs: i32,
  a: usize,
  b: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
  rowScales: usize,
  scales: usize,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
  spare: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) sumIntegersOfSix(pairs, a, b, spare);
  else sumIntegersOfFour(pairs, a, b, spare);
  const scale0 = v128.load(scales);
  const scale1 = v128.load(scales, 16);
  const whole = columns == WIDTH;
  const bias0 = whole && bias ? v128.load(bias) : f32x4.splat(0);
  const bias1 = whole && bias ? v128.load(bias, 16) : f32x4.splat(0);
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  for (let row = 0, at = spare, to = c; row < rows; row++, at += WIDTH * 4, rowScales += 4, to += cPitch) {
    const unit = v128.load32_splat(rowScales);
    let c0 = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(v128.load(at)), f32x4.mul(unit, scale0)), bias0);
    let c1 = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(v128.load(at, 16)), f32x4.mul(unit, scale1)), bias1);
    if (whole) {
      if (residual) {
        c0 = f32x4.add(c0, v128.load(residual));
        c1 = f32x4.add(c1, v128.load(residual, 16));
        residual += residualPitch;
      }
      v128.store(to, clamp(c0, low, high));
      v128.store(to, clamp(c1, low, high), 16);
    } else {
      v128.store(at, c0);
      v128.store(at, c1, 16);
    }
  }
  if (!whole) finishTile(spare, c, cPitch, rows, columns, bias, residual, residualPitch, lower, upper);
}
