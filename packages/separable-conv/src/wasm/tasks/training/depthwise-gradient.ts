// The gradient of a depthwise filter (assembly/training/depthwise-gradient.ts).
import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

export interface DepthwiseGradient {
  /** At least 4 channels, each with one filter. */
  readonly window: Omit<Window, "multiplier">;
  /** Addresses of x [N, H, W, C], dy [N, H′, W′, C] and the result [kh, kw, C]. */
  readonly x: number;
  readonly dy: number;
  readonly dfilter: number;
}

/** @param threads that will run it */
export function planDepthwiseGradient({ window, x, dy, dfilter }: DepthwiseGradient, threads: number): PlannedTask {
  const parts = channelParts(window.channels, threads);
  return {
    task: makeTask("depthwiseGradient", [...windowFields(window), x, dy, dfilter, parts]),
    scratchBytes: 144 * Math.ceil(window.channels / 4),
  };
}

/** Parts that channels are cut into, so that no two threads write to one line of the cache more than once. */
export const channelParts = (channels: number, threads: number): number => Math.min(threads, Math.ceil(channels / 16));
