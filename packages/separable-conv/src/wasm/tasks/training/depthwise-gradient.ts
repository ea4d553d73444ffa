// The gradient of a depthwise filter (assembly/training/depthwise-gradient.ts).
import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";
import { planAddSlices } from "./add-slices.ts";

export interface DepthwiseGradient {
  /** At least 4 channels, each with one filter. */
  readonly window: Omit<Window, "multiplier">;
  /** Addresses of x [N, H, W, C], dy [N, H′, W′, C] and the result [kh, kw, C]. */
  readonly x: number;
  readonly dy: number;
  readonly dfilter: number;
  /** Room for as many floats as `depthwiseSlicesFloats` gives. */
  readonly slices: number;
}

type Sizes = Pick<Window, "batch" | "kernelHeight" | "kernelWidth" | "channels">;

/** Groups of images with results of their own; their number does not depend on the threads, so that the sums do not. */
const groupsOf = ({ batch }: Sizes): number => Math.min(16, batch);

const countOf = ({ kernelHeight, kernelWidth, channels }: Sizes): number => kernelHeight * kernelWidth * channels;

/** Floats of the results of all groups. */
export const depthwiseSlicesFloats = (window: Sizes): number => groupsOf(window) * countOf(window);

export function planDepthwiseGradient({ window, x, dy, dfilter, slices }: DepthwiseGradient): readonly PlannedTask[] {
  const groups = groupsOf(window);
  return [
    {
      task: makeTask("depthwiseGradient", [...windowFields(window), x, dy, slices, groups]),
      scratchBytes: 144 * Math.ceil(window.channels / 4),
    },
    planAddSlices(countOf(window), groups, slices, dfilter),
  ];
}
