// The way back of batch normalisation with the batch's own statistics (src/kernels/definitions/batch-norm-training.ts), in two tasks: the
// sums over the rows, and then dx = factor · dy − shift − (x − mean) · slope, row by row. Where a relu came after it, dy counts where y is
// above 0.
import { Control, takePart } from "../program/control";
import { addSums, BatchStatistics, BLOCK, endOf, joined, SUMS, sumOfGroups, sumsOf } from "./batch-statistics";
import { fill } from "./runs";

/** Rows that go back at a time. */
const BLOCK_BACK: i32 = 32;

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

// Types that stand for a choice at compile time: whether a relu came after.
type OfRelu = i32;
type Plain = f32;

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
      if (task.y) sumBlock<OfRelu>(task, row, block, endBlock, sums);
      else sumBlock<Plain>(task, row, block, endBlock, sums);
    }
  }
}

function sumBlock<Kind>(task: BatchNormGradient, row: usize, block: usize, end: usize, at: usize): void {
  for (let c: usize = 0; c < row; c += 16, at += SUMS) {
    if (c + 16 > row) c = row - 16;
    const center = v128.load(task.mean + c);
    let dy = task.dy + block + c;
    let x = task.x + block + c;
    let y = task.y + block + c;
    const last = task.x + end;
    let sum = f32x4.splat(0);
    let products = sum;
    for (; x < last; x += row, dy += row) {
      const gradient = passed<Kind>(v128.load(dy), y);
      if (isInteger<Kind>()) y += row;
      sum = f32x4.add(sum, gradient);
      products = f32x4.add(products, f32x4.mul(gradient, f32x4.sub(v128.load(x), center)));
    }
    addSums(at, sum, products);
  }
}

/** `factors` is the thread's own room for three values a channel. */
export function batchNormBack(task: BatchNormGradient, control: Control, thread: i32, factors: usize): void {
  const row = (task.channels * 4) as usize;
  for (let c: usize = 0, at = task.sums; c < row; c += 16, at += SUMS) {
    if (c + 16 > row) c = row - 16;
    findCoefficients(task, at, c, thread == 0, factors + c);
  }
  for (let part = takePart(control, thread, task.parts); part < task.parts; part = takePart(control, thread, task.parts)) {
    const first = (part * task.rows) / task.parts;
    const end = ((part + 1) * task.rows) / task.parts;
    // Some rows at a time, which stay in the first cache for all channels.
    for (let block = first; block < end; block += BLOCK_BACK) {
      const rows = min(BLOCK_BACK, end - block);
      if (task.y) goBack<OfRelu>(task, row, (block as usize) * row, rows, factors);
      else goBack<Plain>(task, row, (block as usize) * row, rows, factors);
    }
  }
}

function goBack<Kind>(task: BatchNormGradient, row: usize, block: usize, rows: i32, factors: usize): void {
  const shifts = factors + row;
  const slopes = shifts + row;
  for (let c: usize = 0; c < row; c += 16) {
    if (c + 16 > row) c = row - 16;
    const mean = v128.load(task.mean + c);
    const factor = v128.load(factors + c);
    const shift = v128.load(shifts + c);
    const slope = v128.load(slopes + c);
    let dy = task.dy + block + c;
    let x = task.x + block + c;
    let y = task.y + block + c;
    let dx = task.dx + block + c;
    for (const end = x + (rows as usize) * row; x < end; x += row, dy += row, dx += row) {
      const direct = f32x4.sub(f32x4.mul(passed<Kind>(v128.load(dy), y), factor), shift);
      if (isInteger<Kind>()) y += row;
      v128.store(dx, f32x4.sub(direct, f32x4.mul(f32x4.sub(v128.load(x), mean), slope)));
    }
  }
}

/** What of dy counts, at an address of y. */
function passed<Kind>(gradient: v128, y: usize): v128 {
  return isInteger<Kind>() ? v128.and(gradient, f32x4.gt(v128.load(y), f32x4.splat(0))) : gradient;
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
