import { finishTile } from "./finish-tile";
import { HEIGHT, WIDTH } from "./lanes";
import { multiplyTileOfFour } from "./tile-of-four";
import { multiplyTileOfSix } from "./tile-of-six";

/** Bytes of a tile by itself. */
export const TILE: i32 = HEIGHT * WIDTH * 4;

/**
 * c[rows, columns] = clamp(a · b + bias + residual), up to HEIGHT rows and WIDTH columns; see tile-of-four.ts. A tile that is not whole is
 * made beside, at `spare`, and what there is of it is brought to c.
 */
export function multiplyTile(
  K: i32,
  a: usize,
  b: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
  spare: usize,
): void {
  if (rows == HEIGHT && columns == WIDTH) {
    multiplyWhole(K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
    return;
  }
  multiplyWhole(K, a, b, spare, WIDTH * 4, 0, 0, 0, -Infinity, Infinity);
  finishTile(spare, c, cPitch, rows, columns, bias, residual, residualPitch, lower, upper);
}

function multiplyWhole(
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
  if (ASC_FEATURE_RELAXED_SIMD) multiplyTileOfSix(K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
  else multiplyTileOfFour(K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
}
