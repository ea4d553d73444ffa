import type { Window } from "../../kernels/window.ts";
import type { Build } from "../module/compile-module.ts";
import { tileHeight } from "../module/tile-size.ts";
import type { DepthwiseStep, PlannedTask } from "./convolve.ts";
import type { Place } from "./place.ts";
import { unbounded } from "./range.ts";
import { float, makeTask } from "./task.ts";
import { windowFields } from "./window-fields.ts";

/** A depthwise convolution by itself (assembly/depthwise/convolve-depthwise.ts). */
export interface DepthwiseConvolution extends DepthwiseStep {
  /** At least 4 channels, each with one filter. */
  readonly window: Omit<Window, "multiplier">;
  readonly x: Place;
  readonly y: Place;
}

export function planDepthwise(convolution: DepthwiseConvolution, build: Build): PlannedTask {
  const { kernelHeight, kernelWidth } = convolution.window;
  return {
    task: makeTask("convolveDepthwise", depthwiseFields(convolution)),
    scratchBytes: kernelHeight * kernelWidth * tileHeight(build) * 4,
  };
}

/** The fields of ConvolveDepthwise, in its order. */
export function depthwiseFields({ window, x, y, filter, bias = 0, relu = false, range = unbounded }: DepthwiseConvolution): number[] {
  return [
    ...windowFields(window),
    ...[x.at, x.pitch, filter, bias, y.at, y.pitch],
    ...[float(relu ? 0 : -Infinity), float(range.lower), float(range.upper)],
  ];
}
