import { Control, takePart } from "../program/control";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order. */
@unmanaged
export class BatchNormalise {
  rows: i32;
  /** 4 or more. */
  channels: i32;
  x: usize;
  mean: usize;
  variance: usize;
  scale: usize;
  offset: usize;
  y: usize;
  epsilon: f32;
  /** Parts that the rows are cut into. */
  parts: i32;
}

/** y = (x − mean) · scale / √(variance + epsilon) + offset. */
export function batchNormalise(task: BatchNormalise, control: Control, factors: usize): void {
  const row = (task.channels * 4) as usize;
  for (let c: usize = 0; c < row; c += 16) {
    if (c + 16 > row) c = row - 16;
    const deviation = f32x4.sqrt(f32x4.add(v128.load(task.variance + c), f32x4.splat(task.epsilon)));
    v128.store(factors + c, f32x4.div(v128.load(task.scale + c), deviation));
  }
  for (let part = takePart(control); part < task.parts; part = takePart(control)) {
    const first = (part * task.rows) / task.parts;
    let x = task.x + (first as usize) * row;
    let y = task.y + (first as usize) * row;
    for (let rest = ((part + 1) * task.rows) / task.parts - first; rest > 0; rest--, x += row, y += row) {
      for (let c: usize = 0; c < row; c += 16) {
        if (c + 16 > row) c = row - 16;
        const centred = f32x4.sub(v128.load(x + c), v128.load(task.mean + c));
        v128.store(y + c, f32x4.add(f32x4.mul(centred, v128.load(factors + c)), v128.load(task.offset + c)));
      }
    }
  }
}
