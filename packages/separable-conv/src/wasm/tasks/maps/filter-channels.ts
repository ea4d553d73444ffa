import type { Window } from "../../../kernels/window.ts";
import type { DepthwiseStep, PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { unbounded } from "../range.ts";
import { float, makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

/** A depthwise convolution of any number of channels, with several filters each (assembly/maps/filter-channels.ts). */
export interface ChannelFiltering extends DepthwiseStep {
  readonly window: Window;
  readonly x: Place;
  readonly y: Place;
}

export function planChannelFiltering({ window, x, y, filter, bias = 0, relu = false, range = unbounded }: ChannelFiltering): PlannedTask {
  const task = makeTask("filterChannels", [
    ...windowFields(window),
    ...[window.multiplier, x.at, x.pitch, filter, bias, y.at, y.pitch],
    ...[float(relu ? 0 : -Infinity), float(range.lower), float(range.upper)],
  ]);
  return { task, scratchBytes: 0 };
}
