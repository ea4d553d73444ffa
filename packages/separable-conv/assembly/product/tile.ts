import { finishTile } from "./finish-tile";
import { HEIGHT, WIDTH } from "./lanes";
import { multiplyTilesOfFour } from "./tile-of-four";
import { multiplyTilesOfSix } from "./tile-of-six";

/** Bytes of a tile by itself. */
export const TILE: i32 = HEIGHT * WIDTH * 4;

/**
 * c[rows, columns] = clamp(a · b + bias + residual), up to WIDTH columns and any number of rows; see tile-of-four.ts. Tiles that are not
 * whole are made beside, at `spare`, and what there is of them is brought to c.
 */
export function multiplyTiles(
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
  const whole = columns == WIDTH ? rows / HEIGHT : 0;
  if (whole > 0) multiplyWhole(whole, K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
  for (let row = whole * HEIGHT; row < rows; row += HEIGHT) {
    const at = row as usize;
    multiplyWhole(1, K, a + at * ((K * 4) as usize), b, spare, WIDTH * 4, 0, 0, 0, -Infinity, Infinity);
    const besides = residual ? residual + at * residualPitch : 0;
    finishTile(spare, c + at * cPitch, cPitch, min(HEIGHT, rows - row), columns, bias, besides, residualPitch, lower, upper);
  }
}

function multiplyWhole(
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
  if (ASC_FEATURE_RELAXED_SIMD) multiplyTilesOfSix(tiles, K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
  else multiplyTilesOfFour(tiles, K, a, b, c, cPitch, bias, residual, residualPitch, lower, upper);
}
