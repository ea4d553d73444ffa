import { scaleSums } from "./scale-sums";
import { sumIntegersOfFour } from "./tile-of-four";
import { sumIntegersOfSix } from "./tile-of-six";

/**
 * c[rows, columns] = clamp((a · b) · units · scales + bias + residual) of whole numbers of 16 bits; see scaleSums. `units` and then a are
 * what quantiseRows makes, b of packIntegerPanels.
 */
export function multiplyIntegers(
  pairs: i32,
  units: usize,
  a: usize,
  b: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
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
  scaleSums(spare, c, cPitch, rows, columns, units, scales, 0, 0, bias, residual, residualPitch, lower, upper);
}
