import { scaleSums } from "../integer/scale-sums";
import { clamp, HEIGHT, multiplyAdd, WIDTH } from "../product/lanes";
import { planGroups } from "./plan-groups";
import { BYTE_HEAD, CENTRES } from "./quantise-bytes";
import { sumBytesOfSix } from "./sum-bytes-of-six";
import { sumGroupsOfSix } from "./sum-groups-of-six";

/**
 * c[rows, columns] = clamp(a · b + bias + residual) of whole numbers of 8 bits on both sides, any number of rows and up to WIDTH columns; see
 * scaleSums. a is tiles of quantiseBytes, `tileBytes` apart, b a panel of packBytePanels. Only the relaxed build has the instructions.
 *
 * @param reach 0, or the address of what findReach made of all the tiles, for sums in groups
 * @param plan  room for the groups of the panel
 */
export function multiplyBytes(
  steps: i32,
  reach: usize,
  plan: usize,
  tileBytes: usize,
  a: usize,
  b: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
  scales: usize,
  totals: usize,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
  spare: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (reach) b = planGroups(steps, b, reach, plan);
    for (; rows > 0; rows -= HEIGHT, a += tileBytes) {
      if (reach) sumGroupsOfSix(a + BYTE_HEAD, b, a + CENTRES, plan, spare);
      else sumBytesOfSix(steps, a + BYTE_HEAD, b, spare);
      if (rows < HEIGHT || columns < WIDTH) {
        const left = min(HEIGHT, rows);
        scaleSums(spare, c, cPitch, left, columns, a, scales, a + HEIGHT * 4, totals, bias, residual, residualPitch, lower, upper);
      } else {
        scaleTile(spare, c, cPitch, a, scales, totals, bias, residual, residualPitch, lower, upper);
      }
      c += (HEIGHT as usize) * cPitch;
      if (residual) residual += (HEIGHT as usize) * residualPitch;
    }
  }
}

/** The same as scaleSums for a whole tile; `units` and `rests` lie one after the other. */
function scaleTile(
  sums: usize,
  c: usize,
  cPitch: usize,
  units: usize,
  scales: usize,
  totals: usize,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
): void {
  const scale0 = v128.load(scales);
  const scale1 = v128.load(scales, 16);
  const total0 = v128.load(totals);
  const total1 = v128.load(totals, 16);
  const bias0 = bias ? v128.load(bias) : f32x4.splat(0);
  const bias1 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  const end = sums + HEIGHT * WIDTH * 4;
  if (residual) {
    for (; sums < end; sums += WIDTH * 4, units += 4, c += cPitch, residual += residualPitch) {
      const unit = v128.load32_splat(units);
      const rest = v128.load32_splat(units, HEIGHT * 4);
      const value0 = f32x4.convert_i32x4_s(v128.load(sums));
      const value1 = f32x4.convert_i32x4_s(v128.load(sums, 16));
      const besides0 = f32x4.add(v128.load(residual), bias0);
      const besides1 = f32x4.add(v128.load(residual, 16), bias1);
      v128.store(c, clamp(multiplyAdd(value0, f32x4.mul(unit, scale0), multiplyAdd(rest, total0, besides0)), low, high));
      v128.store(c, clamp(multiplyAdd(value1, f32x4.mul(unit, scale1), multiplyAdd(rest, total1, besides1)), low, high), 16);
    }
    return;
  }
  for (; sums < end; sums += WIDTH * 4, units += 4, c += cPitch) {
    const unit = v128.load32_splat(units);
    const rest = v128.load32_splat(units, HEIGHT * 4);
    const value0 = f32x4.convert_i32x4_s(v128.load(sums));
    const value1 = f32x4.convert_i32x4_s(v128.load(sums, 16));
    v128.store(c, clamp(multiplyAdd(value0, f32x4.mul(unit, scale0), multiplyAdd(rest, total0, bias0)), low, high));
    v128.store(c, clamp(multiplyAdd(value1, f32x4.mul(unit, scale1), multiplyAdd(rest, total1, bias1)), low, high), 16);
  }
}
