import type { Window } from "../../../kernels/window.ts";
import { depthwiseFields, type DepthwiseConvolution } from "../convolve-depthwise.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";

/** A depthwise convolution of any number of channels, with several filters each (assembly/maps/filter-channels.ts). */
export interface ChannelFiltering extends DepthwiseConvolution {
  readonly window: Window;
}

export function planChannelFiltering(filtering: ChannelFiltering): PlannedTask {
  return { task: makeTask("filterChannels", [...depthwiseFields(filtering), filtering.window.multiplier]), scratchBytes: 0 };
}
