// The way back of batch normalisation with the batch's own statistics (src/kernels/definitions/batch-norm-training.ts), in two tasks: the
// sums over all rows of some channels, and then dx = factor · dy − shift − (x − mean) · slope, row by row.
import { Control, takePart } from "../program/control";
import { BLOCK, joined, upper } from "./batch-statistics";
import { fill } from "./runs";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order; both tasks read the same. */
@unmanaged
export class BatchNormGradient {
  rows: i32;
  /** 4 or more. */
  channels: i32;
  dy: usize;
  x: usize;
  scale: usize;
  mean: usize;
  variance: usize;
  dx: usize;
  dscale: usize;
  doffset: usize;
  /** Room for factor, shift and slope of each channel. */
  coefficients: usize;
  epsilon: f32;
  parts: i32;
}

/** Bytes of sums that are kept for four channels. */
const SUMS: usize = 64;

/** `sums` is the thread's own room for SUMS bytes every four channels. */
export function batchNormSums(task: BatchNormGradient, control: Control, sums: usize): void {
  const row = (task.channels * 4) as usize;
  const vectors = (task.channels + 3) / 4;
  const size = (task.rows as usize) * row;
  for (let part = takePart(control); part < task.parts; part = takePart(control)) {
    const first = (part * vectors) / task.parts;
    const end = ((part + 1) * vectors) / task.parts;
    fill(sums, (((end - first) as usize) * SUMS) as i32);
    // Some rows at a time, which stay in the first cache for all channels.
    for (let block: usize = 0; block < size; block += (BLOCK as usize) * row) {
      const endBlock = min(size, block + (BLOCK as usize) * row);
      for (let vector = first, at = sums; vector < end; vector++, at += SUMS) {
        addBlock(task, block + min((vector * 16) as usize, row - 16), endBlock, at);
      }
    }
    for (let vector = first, at = sums; vector < end; vector++, at += SUMS) {
      const c = min((vector * 16) as usize, row - 16);
      storeCoefficients(task, c, v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
    }
  }
}

/** Adds the sums of four channels over some rows, made in float32, to those in double precision. */
function addBlock(task: BatchNormGradient, from: usize, end: usize, at: usize): void {
  const row = (task.channels * 4) as usize;
  const center = v128.load(task.mean + (from % row));
  let sum = f32x4.splat(0);
  let products = sum;
  for (let place = from; place < end; place += row) {
    const gradient = v128.load(task.dy + place);
    sum = f32x4.add(sum, gradient);
    products = f32x4.add(products, f32x4.mul(gradient, f32x4.sub(v128.load(task.x + place), center)));
  }
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(sum)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(upper(sum))), 16);
  v128.store(at, f64x2.add(v128.load(at, 32), f64x2.promote_low_f32x4(products)), 32);
  v128.store(at, f64x2.add(v128.load(at, 48), f64x2.promote_low_f32x4(upper(products))), 48);
}

function storeCoefficients(task: BatchNormGradient, c: usize, sumLow: v128, sumHigh: v128, productLow: v128, productHigh: v128): void {
  const rows = f32x4.splat(task.rows as f32);
  const sum = joined(sumLow, sumHigh);
  const variance = f32x4.add(v128.load(task.variance + c), f32x4.splat(task.epsilon));
  const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(variance));
  const product = f32x4.mul(joined(productLow, productHigh), inverse);
  const factor = f32x4.mul(v128.load(task.scale + c), inverse);
  v128.store(task.doffset + c, sum);
  v128.store(task.dscale + c, product);
  const to = task.coefficients + c;
  const row = (task.channels * 4) as usize;
  v128.store(to, factor);
  v128.store(to + row, f32x4.div(f32x4.mul(factor, sum), rows));
  v128.store(to + row * 2, f32x4.div(f32x4.mul(f32x4.mul(factor, inverse), product), rows));
}

export function batchNormBack(task: BatchNormGradient, control: Control): void {
  const row = (task.channels * 4) as usize;
  const factors = task.coefficients;
  const shifts = factors + row;
  const slopes = shifts + row;
  for (let part = takePart(control); part < task.parts; part = takePart(control)) {
    const first = (part * task.rows) / task.parts;
    let place = (first as usize) * row;
    for (let rest = ((part + 1) * task.rows) / task.parts - first; rest > 0; rest--, place += row) {
      for (let c: usize = 0; c < row; c += 16) {
        if (c + 16 > row) c = row - 16;
        const centred = f32x4.sub(v128.load(task.x + place + c), v128.load(task.mean + c));
        const direct = f32x4.sub(f32x4.mul(v128.load(task.dy + place + c), v128.load(factors + c)), v128.load(shifts + c));
        v128.store(task.dx + place + c, f32x4.sub(direct, f32x4.mul(centred, v128.load(slopes + c))));
      }
    }
  }
}
