import { Control, takePart } from "../program/control";
import { BatchStatistics, joined, SUMS, sumOfGroups } from "./batch-statistics";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order. With no groups of sums, the statistics are given. */
@unmanaged
export class BatchNormalise extends BatchStatistics {
  mean: usize;
  /** The biased one. */
  variance: usize;
  scale: usize;
  offset: usize;
  y: usize;
  epsilon: f32;
  /** y is held above this: 0 for a relu, else −∞. */
  floor: f32;
  /** Parts that the rows are cut into. */
  parts: i32;
}

/** y = (x − mean) · scale / √(variance + epsilon) + offset, held above the floor. `means` is the thread's own room for two values a channel. */
export function batchNormalise(task: BatchNormalise, control: Control, thread: i32, means: usize): void {
  const row = (task.channels * 4) as usize;
  const factors = means + row;
  const floor = f32x4.splat(task.floor);
  for (let c: usize = 0, at = task.sums; c < row; c += 16, at += SUMS) {
    if (c + 16 > row) c = row - 16;
    let mean: v128, variance: v128;
    if (task.groups > 0) {
      const rows = f64x2.splat(task.rows as f64);
      const low = f64x2.div(sumOfGroups(task, at), rows);
      const high = f64x2.div(sumOfGroups(task, at + 16), rows);
      mean = f32x4.add(joined(low, high), v128.load(task.x + c));
      const varianceLow = f64x2.sub(f64x2.div(sumOfGroups(task, at + 32), rows), f64x2.mul(low, low));
      const varianceHigh = f64x2.sub(f64x2.div(sumOfGroups(task, at + 48), rows), f64x2.mul(high, high));
      variance = f32x4.pmax(joined(varianceLow, varianceHigh), f32x4.splat(0));
      if (thread == 0) {
        v128.store(task.mean + c, mean);
        v128.store(task.variance + c, variance);
      }
    } else {
      mean = v128.load(task.mean + c);
      variance = v128.load(task.variance + c);
    }
    v128.store(means + c, mean);
    const deviation = f32x4.sqrt(f32x4.add(variance, f32x4.splat(task.epsilon)));
    v128.store(factors + c, f32x4.div(v128.load(task.scale + c), deviation));
  }
  for (let part = takePart(control, thread, task.parts); part < task.parts; part = takePart(control, thread, task.parts)) {
    const first = (part * task.rows) / task.parts;
    let x = task.x + (first as usize) * row;
    let y = task.y + (first as usize) * row;
    for (let rest = ((part + 1) * task.rows) / task.parts - first; rest > 0; rest--, x += row, y += row) {
      for (let c: usize = 0; c < row; c += 16) {
        if (c + 16 > row) c = row - 16;
        const centred = f32x4.sub(v128.load(x + c), v128.load(means + c));
        v128.store(y + c, f32x4.pmax(f32x4.add(f32x4.mul(centred, v128.load(factors + c)), v128.load(task.offset + c)), floor));
      }
    }
  }
}
