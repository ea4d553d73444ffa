import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** y = moving · momentum + value · (1 − momentum), of so many values at these addresses (assembly/training/moving-average.ts). */
export function planMovingAverage(count: number, momentum: number, moving: number, value: number, y: number): PlannedTask {
  number[0] = momentum;
  return { task: makeTask("movingAverage", [count, moving, value, y, ...words]), scratchBytes: 0 };
}
