import type { Window } from "@xception/separable-conv/engine";

import type { Pair } from "../../../definition/option-rule.ts";
import type { Padding } from "../../../nodes/window.ts";
import { imageSizes, type MapValue } from "../plan/map-value.ts";

/** How a window slides over an image. */
export interface Sliding {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation?: Pair;
  /** In words, or the pixels before the image. */
  readonly padding: Padding | readonly [top: number, left: number];
}

/** The windows of an image x [N, H, W, C] that give y [N, H′, W′, O]. */
export function windowOn(x: Pick<MapValue, "shape">, y: Pick<MapValue, "shape">, sliding: Sliding): Window {
  const { kernel, stride, dilation = [1, 1], padding } = sliding;
  const [image, out] = [imageSizes(x), imageSizes(y)];
  // "same": half of what is missing lies before the image, the odd one behind it.
  const before = (size: number, places: number, axis: 0 | 1): number =>
    Math.max(0, Math.floor(((places - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1 - size) / 2));
  const [padTop, padLeft] =
    padding === "valid" ? [0, 0] : padding === "same" ? [before(image.height, out.height, 0), before(image.width, out.width, 1)] : padding;
  return {
    ...image,
    outHeight: out.height,
    outWidth: out.width,
    outChannels: out.channels,
    multiplier: 1,
    kernelHeight: kernel[0],
    kernelWidth: kernel[1],
    strideY: stride[0],
    strideX: stride[1],
    dilationY: dilation[0],
    dilationX: dilation[1],
    padTop,
    padLeft,
  };
}

/** The windows of one pixel over all rows of a map, image or not. */
export function onePixelWindow(rows: number, channels: number, outChannels: number): Window {
  return {
    ...{ batch: 1, height: 1, width: rows, channels, outHeight: 1, outWidth: rows, outChannels, multiplier: 1 },
    ...{ kernelHeight: 1, kernelWidth: 1, strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0 },
  };
}
