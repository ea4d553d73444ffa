// The way back of batch normalisation with the batch's own statistics (src/kernels/definitions/batch-norm-training.ts), in two tasks: the
// sums over the rows, and then dx = factor · dy − shift − (x − mean) · slope, row by row. Where a relu came after it, dy counts where y is
// above 0.
import { Control, takePart } from "../program/control";
import { addSums, BatchStatistics, BLOCK, endOf, joined, SUMS, sumOfGroups, sumsOf } from "./batch-statistics";
import { fill } from "./runs";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order; both tasks read the same. */
@unmanaged
export class BatchNormGradient extends BatchStatistics {
  dy: usize;
  scale: usize;
  mean: usize;
  variance: usize;
  dx: usize;
  dscale: usize;
  doffset: usize;
  epsilon: f32;
  /** What came out of the relu, or 0. */
  y: usize;
  /** Parts that the rows are cut into. */
  parts: i32;
}

/** Σ dy and Σ dy · (x − mean) of each channel. */
export function batchNormSums(task: BatchNormGradient, control: Control, thread: i32): void {
  const row = (task.channels * 4) as usize;
  for (let group = takePart(control, thread, task.groups); group < task.groups; group = takePart(control, thread, task.groups)) {
    const sums = sumsOf(task, group);
    const end = (endOf(task, group) as usize) * row;
    fill(sums, (sumsOf(task, group + 1) - sums) as i32);
    // Some rows at a time, which stay in the first cache for all channels.
    for (let block = (endOf(task, group - 1) as usize) * row; block < end; block += (BLOCK as usize) * row) {
      const endBlock = min(end, block + (BLOCK as usize) * row);
      for (let c: usize = 0, at = sums; c < row; c += 16, at += SUMS) {
        if (c + 16 > row) c = row - 16;
        const center = v128.load(task.mean + c);
        let sum = f32x4.splat(0);
        let products = sum;
        for (let place = block + c; place < endBlock; place += row) {
          const gradient = gradientAt(task, place);
          sum = f32x4.add(sum, gradient);
          products = f32x4.add(products, f32x4.mul(gradient, f32x4.sub(v128.load(task.x + place), center)));
        }
        addSums(at, sum, products);
      }
    }
  }
}

/** `factors` is the thread's own room for three values a channel. */
export function batchNormBack(task: BatchNormGradient, control: Control, thread: i32, factors: usize): void {
  const row = (task.channels * 4) as usize;
  const shifts = factors + row;
  const slopes = shifts + row;
  for (let c: usize = 0, at = task.sums; c < row; c += 16, at += SUMS) {
    if (c + 16 > row) c = row - 16;
    findCoefficients(task, at, c, thread == 0, factors + c);
  }
  for (let part = takePart(control, thread, task.parts); part < task.parts; part = takePart(control, thread, task.parts)) {
    const first = (part * task.rows) / task.parts;
    let place = (first as usize) * row;
    for (let rest = ((part + 1) * task.rows) / task.parts - first; rest > 0; rest--, place += row) {
      for (let c: usize = 0; c < row; c += 16) {
        if (c + 16 > row) c = row - 16;
        const centred = f32x4.sub(v128.load(task.x + place + c), v128.load(task.mean + c));
        const direct = f32x4.sub(f32x4.mul(gradientAt(task, place + c), v128.load(factors + c)), v128.load(shifts + c));
        v128.store(task.dx + place + c, f32x4.sub(direct, f32x4.mul(centred, v128.load(slopes + c))));
      }
    }
  }
}

function gradientAt(task: BatchNormGradient, place: usize): v128 {
  const gradient = v128.load(task.dy + place);
  return task.y ? v128.and(gradient, f32x4.gt(v128.load(task.y + place), f32x4.splat(0))) : gradient;
}

/** Factor, shift and slope of four channels, a row of channels from each other at `to`; `writes` also the gradients of scale and offset. */
function findCoefficients(task: BatchNormGradient, at: usize, c: usize, writes: bool, to: usize): void {
  const rows = f32x4.splat(task.rows as f32);
  const sum = joined(sumOfGroups(task, at), sumOfGroups(task, at + 16));
  const variance = f32x4.add(v128.load(task.variance + c), f32x4.splat(task.epsilon));
  const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(variance));
  const product = f32x4.mul(joined(sumOfGroups(task, at + 32), sumOfGroups(task, at + 48)), inverse);
  const factor = f32x4.mul(v128.load(task.scale + c), inverse);
  if (writes) {
    v128.store(task.doffset + c, sum);
    v128.store(task.dscale + c, product);
  }
  const row = (task.channels * 4) as usize;
  v128.store(to, factor);
  v128.store(to + row, f32x4.div(f32x4.mul(factor, sum), rows));
  v128.store(to + row * 2, f32x4.div(f32x4.mul(f32x4.mul(factor, inverse), product), rows));
}
