import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

/** The way back of max pooling to x, all at addresses; the channels are a multiple of four. */
export function planMaxPoolGradient(window: Omit<Window, "multiplier">, dy: number, x: number, dx: number): PlannedTask {
  return { task: makeTask("maxPoolGradient", [...windowFields(window), dy, x, dx]), scratchBytes: 0 };
}
