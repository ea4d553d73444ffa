// The sums of batch normalisation over [rows, channels]. A thread has some of the channels to itself, four at a time; there are 4 or more.
import { Control, takePart } from "../program/control";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order. */
@unmanaged
export class BatchStatistics {
  rows: i32;
  channels: i32;
  x: usize;
  mean: usize;
  variance: usize;
  parts: i32;
}

/** Rows that are summed in float32 before their sums go into double precision. */
export const BLOCK: i32 = 128;

/**
 * mean and (biased) variance of each channel. Squares are taken of the distance to the first row, not to 0, so that a mean far from 0
 * does not swallow the variance.
 */
export function batchStatistics(task: BatchStatistics, control: Control): void {
  const row = (task.channels * 4) as usize;
  const vectors = (task.channels + 3) / 4;
  const end = task.x + (task.rows as usize) * row;
  const rows = f64x2.splat(task.rows as f64);
  for (let part = takePart(control); part < task.parts; part = takePart(control)) {
    const endVector = ((part + 1) * vectors) / task.parts;
    for (let vector = (part * vectors) / task.parts; vector < endVector; vector++) {
      // What is left when four does not divide the channels is done together with some of those before.
      const c = min((vector * 16) as usize, row - 16);
      const center = v128.load(task.x + c);
      let sumLow = f64x2.splat(0);
      let sumHigh = sumLow;
      let squaresLow = sumLow;
      let squaresHigh = sumLow;
      for (let from = task.x + c; from < end;) {
        const endBlock = min(end, from + (BLOCK as usize) * row);
        let sum = f32x4.splat(0);
        let squares = sum;
        for (; from < endBlock; from += row) {
          const distance = f32x4.sub(v128.load(from), center);
          sum = f32x4.add(sum, distance);
          squares = f32x4.add(squares, f32x4.mul(distance, distance));
        }
        sumLow = f64x2.add(sumLow, f64x2.promote_low_f32x4(sum));
        sumHigh = f64x2.add(sumHigh, f64x2.promote_low_f32x4(upper(sum)));
        squaresLow = f64x2.add(squaresLow, f64x2.promote_low_f32x4(squares));
        squaresHigh = f64x2.add(squaresHigh, f64x2.promote_low_f32x4(upper(squares)));
      }
      const low = f64x2.div(sumLow, rows);
      const high = f64x2.div(sumHigh, rows);
      v128.store(task.mean + c, f32x4.add(joined(low, high), center));
      const varianceLow = f64x2.sub(f64x2.div(squaresLow, rows), f64x2.mul(low, low));
      const varianceHigh = f64x2.sub(f64x2.div(squaresHigh, rows), f64x2.mul(high, high));
      v128.store(task.variance + c, f32x4.pmax(joined(varianceLow, varianceHigh), f32x4.splat(0)));
    }
  }
}

/** The upper two of four floats. */
export function upper(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 2, 3, 2, 3);
}

/** Two and two doubles as four floats. */
export function joined(low: v128, high: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
