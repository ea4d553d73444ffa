import { finishTile } from "./finish-tile";
import { HEIGHT, WIDTH } from "./lanes";
import { multiplyRow } from "./multiply-row";
import { multiplyTilesOfFour } from "./tile-of-four";
import { multiplyTilesOfSix } from "./tile-of-six";

/** Bytes of a tile by itself. */
export const TILE: i32 = HEIGHT * WIDTH * 4;

/** So many rows are faster one by one than as a tile. */
const MOST_SINGLE: i32 = HEIGHT / 2;

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
    const from = a + at * ((K * 4) as usize);
    const left = min(HEIGHT, rows - row);
    if (left > MOST_SINGLE) multiplyWhole(1, K, from, b, spare, WIDTH * 4, 0, 0, 0, -Infinity, Infinity);
    else for (let single = 0; single < left; single++) multiplyRow(K, from + single * 4, b, spare + single * WIDTH * 4);
    const besides = residual ? residual + at * residualPitch : 0;
    finishTile(spare, c + at * cPitch, cPitch, left, columns, bias, besides, residualPitch, lower, upper);
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
