import { finishTile } from "../product/finish-tile";
import { clamp, WIDTH } from "../product/lanes";

/**
 * c[rows, columns] = clamp(sums · units · scales + rests · totals + bias + residual), up to HEIGHT rows and WIDTH columns, from whole numbers
 * to floats; the other arguments are those of multiplyTiles. `units` and `scales` say what a step of each row and column is worth. `rests`
 * say what all values of a row are besides their steps, and `totals` add up each column's values; both are 0 where rows begin at 0.
 */
export function scaleSums(
  sums: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
  units: usize,
  scales: usize,
  rests: usize,
  totals: usize,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
): void {
  const scale0 = v128.load(scales);
  const scale1 = v128.load(scales, 16);
  const total0 = totals ? v128.load(totals) : f32x4.splat(0);
  const total1 = totals ? v128.load(totals, 16) : f32x4.splat(0);
  const whole = columns == WIDTH;
  const bias0 = whole && bias ? v128.load(bias) : f32x4.splat(0);
  const bias1 = whole && bias ? v128.load(bias, 16) : f32x4.splat(0);
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  for (let row = 0, at = sums, to = c; row < rows; row++, at += WIDTH * 4, units += 4, to += cPitch) {
    const unit = v128.load32_splat(units);
    let c0 = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(v128.load(at)), f32x4.mul(unit, scale0)), bias0);
    let c1 = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(v128.load(at, 16)), f32x4.mul(unit, scale1)), bias1);
    if (totals) {
      const rest = v128.load32_splat(rests);
      c0 = f32x4.add(c0, f32x4.mul(rest, total0));
      c1 = f32x4.add(c1, f32x4.mul(rest, total1));
      rests += 4;
    }
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
  if (!whole) finishTile(sums, c, cPitch, rows, columns, bias, residual, residualPitch, lower, upper);
}
