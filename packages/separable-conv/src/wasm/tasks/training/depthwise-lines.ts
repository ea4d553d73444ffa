// Depthwise convolution of 3×3 with few channels (assembly/training/depthwise-lines.ts).
import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

export interface DepthwiseLines {
  readonly window: Omit<Window, "multiplier">;
  /** Addresses of x [N, H, W, C], the filter [3, 3, C] and y [N, H′, W′, C]. */
  readonly x: number;
  readonly filter: number;
  readonly y: number;
}

/** With more, the task `convolveDepthwise` is the faster one. */
const mostChannels = 128;

/** Whether the task is for such windows, and the faster one for them. */
export function goesByLines({ channels, ...w }: Omit<Window, "multiplier">): boolean {
  const dense = w.strideY * w.strideX * w.dilationY * w.dilationX === 1 && w.kernelHeight === 3 && w.kernelWidth === 3;
  const covered = w.padLeft >= 0 && w.padLeft <= 2 && w.outWidth <= w.width + w.padLeft;
  return dense && covered && channels >= 4 && channels <= mostChannels;
}

export function planDepthwiseLines({ window, x, filter, y }: DepthwiseLines): PlannedTask {
  return { task: makeTask("depthwiseLines", [...windowFields(window), x, filter, y]), scratchBytes: 0 };
}
