import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";

/** dx = dy where y is above 0, else 0, of so many values at these addresses. */
export function planReluGradient(count: number, dy: number, y: number, dx: number): PlannedTask {
  return { task: makeTask("reluGradient", [count, dy, y, dx]), scratchBytes: 0 };
}
