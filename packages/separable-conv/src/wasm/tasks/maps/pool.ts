import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

/** The largest value or the mean of a window, without what lies outside of the image (assembly/maps/pool.ts). */
export interface Pooling {
  /** Without dilation. */
  readonly window: Omit<Window, "multiplier">;
  readonly x: Place;
  readonly y: Place;
  readonly of: "largest" | "mean";
}

/** Parts for each thread: a thread that comes late takes fewer. */
const partsEach = 8;

export function planPooling({ window, x, y, of }: Pooling, threads: number): PlannedTask {
  const parts = Math.min(window.batch * window.outHeight, threads * partsEach);
  return {
    task: makeTask("pool", [...windowFields(window), x.at, x.pitch, y.at, y.pitch, of === "mean" ? 1 : 0, parts]),
    scratchBytes: 4 * window.kernelHeight * window.kernelWidth,
  };
}
