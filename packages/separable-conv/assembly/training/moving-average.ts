import { Control, takePart } from "../program/control";

/** src/wasm/tasks/training/moving-average.ts has the fields in this order. */
@unmanaged
export class MovingAverage {
  count: i32;
  moving: usize;
  value: usize;
  y: usize;
  /** The two words of a number in double precision. */
  momentum: i32;
  momentumHigh: i32;
}

/** y = moving · momentum + value · (1 − momentum), in double precision. */
export function movingAverage(task: MovingAverage, control: Control, thread: i32): void {
  if (takePart(control, thread, 1) > 0) return;
  const momentum = f64.load(changetype<usize>(task) + offsetof<MovingAverage>("momentum"));
  const end = (task.count * 4) as usize;
  for (let at: usize = 0; at < end; at += 4) {
    const kept = (f32.load(task.moving + at) as f64) * momentum;
    f32.store(task.y + at, (kept + (f32.load(task.value + at) as f64) * (1 - momentum)) as f32);
  }
}
