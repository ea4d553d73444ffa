import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";

/** y = the sum of so many arrays of `count` values, one after the other from an address (assembly/training/add-slices.ts). */
export function planAddSlices(count: number, slices: number, from: number, y: number): PlannedTask {
  return { task: makeTask("addSlices", [count, slices, from, y]), scratchBytes: 0 };
}
