// Batch normalisation of [rows, channels] in as few passes over the tensors as it takes: forward one for the statistics and one for y,
// backward one for the sums and one for dx. Channels are a multiple of four.
import { fill } from "./patches";

/** Rows that are summed in float32 before their sums go into double precision. */
const BLOCK = 128;

/**
 * mean and (biased) variance of each channel. Squares are taken of the distance to the first row, not to 0, so that a mean far from 0
 * does not swallow the variance. Scratch: 2·channels floats, 2·channels doubles.
 */
export function batchStatistics(rows: i32, channels: i32, x: usize, mean: usize, variance: usize, scratch: usize): void {
  const row = (channels * 4) as usize;
  const totals = scratch + row * 2;
  fill(totals, channels * 16);
  const pivot = x;
  for (let first = 0; first < rows; first += BLOCK) {
    const end = x + (min(BLOCK, rows - first) as usize) * row;
    for (let c: usize = 0; c < row; c += 16) {
      const center = v128.load(pivot + c);
      let sum = f32x4.splat(0);
      let squares = sum;
      for (let from = x + c; from < end; from += row) {
        const distance = f32x4.sub(v128.load(from), center);
        sum = f32x4.add(sum, distance);
        squares = f32x4.add(squares, f32x4.mul(distance, distance));
      }
      addTotals(totals + c * 2, sum);
      addTotals(totals + row * 2 + c * 2, squares);
    }
    x = end;
  }
  for (let c: usize = 0; c < row; c += 4) {
    const sum = f64.load(totals + c * 2) / (rows as f64);
    const squares = f64.load(totals + row * 2 + c * 2) / (rows as f64);
    f32.store(mean + c, (sum + (f32.load(pivot + c) as f64)) as f32);
    f32.store(variance + c, max<f64>(0, squares - sum * sum) as f32);
  }
}

/** y = (x − mean) · scale / √(variance + epsilon) + offset. Scratch: channels floats. */
export function batchNormalise(
  rows: i32,
  channels: i32,
  x: usize,
  mean: usize,
  variance: usize,
  scale: usize,
  offset: usize,
  epsilon: f32,
  y: usize,
  scratch: usize,
): void {
  const row = (channels * 4) as usize;
  for (let c: usize = 0; c < row; c += 16) {
    const deviation = f32x4.sqrt(f32x4.add(v128.load(variance + c), f32x4.splat(epsilon)));
    v128.store(scratch + c, f32x4.div(v128.load(scale + c), deviation));
  }
  for (let n = 0; n < rows; n++, x += row, y += row) {
    for (let c: usize = 0; c < row; c += 16) {
      const centred = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      v128.store(y + c, f32x4.add(f32x4.mul(centred, v128.load(scratch + c)), v128.load(offset + c)));
    }
  }
}

/**
 * dx, dscale and doffset of batch normalisation with the batch's own statistics: see src/kernels/definitions/batch-norm-training.ts.
 * Scratch: as batchStatistics.
 */
export function batchNormGradient(
  rows: i32,
  channels: i32,
  dy: usize,
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  epsilon: f32,
  dx: usize,
  dscale: usize,
  doffset: usize,
  scratch: usize,
): void {
  const row = (channels * 4) as usize;
  const totals = scratch + row * 2;
  fill(totals, channels * 16);
  const size = (rows as usize) * row;
  for (let block: usize = 0; block < size; block += row * BLOCK) {
    const end = min(size, block + row * BLOCK);
    for (let c: usize = 0; c < row; c += 16) {
      const center = v128.load(mean + c);
      let sum = f32x4.splat(0);
      let products = sum;
      for (let place = block + c; place < end; place += row) {
        const gradient = v128.load(dy + place);
        sum = f32x4.add(sum, gradient);
        products = f32x4.add(products, f32x4.mul(gradient, f32x4.sub(v128.load(x + place), center)));
      }
      addTotals(totals + c * 2, sum);
      addTotals(totals + row * 2 + c * 2, products);
    }
  }
  // dx = a · dy − b − (x − mean) · d, with a, b and d of each channel kept in dscale's and the scratch's place until the end.
  const b = scratch;
  const d = scratch + row;
  for (let c: usize = 0; c < row; c += 4) {
    const inverse = 1 / sqrt<f64>((f32.load(variance + c) as f64) + (epsilon as f64));
    const sum = f64.load(totals + c * 2);
    const product = f64.load(totals + row * 2 + c * 2) * inverse;
    const factor = (f32.load(scale + c) as f64) * inverse;
    f32.store(doffset + c, sum as f32);
    f32.store(dscale + c, product as f32);
    f32.store(b + c, ((factor * sum) / (rows as f64)) as f32);
    f32.store(d + c, ((factor * inverse * product) / (rows as f64)) as f32);
    // The doubles of this channel are read: their place takes the factor, which is never ahead of the reading.
    f32.store(totals + c, factor as f32);
  }
  for (let n = 0; n < rows; n++, x += row, dy += row, dx += row) {
    for (let c: usize = 0; c < row; c += 16) {
      const centred = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const direct = f32x4.mul(v128.load(dy + c), v128.load(totals + c));
      v128.store(dx + c, f32x4.sub(f32x4.sub(direct, v128.load(b + c)), f32x4.mul(centred, v128.load(d + c))));
    }
  }
}

/** Four floats into four doubles. */
function addTotals(totals: usize, values: v128): void {
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(values)));
  const high = v128.shuffle<f32>(values, values, 2, 3, 2, 3);
  v128.store(totals, f64x2.add(v128.load(totals, 16), f64x2.promote_low_f32x4(high)), 16);
}
