// The gradient of the filter of few channels (assembly/in-place/filter-gradient-in-place.ts), where laying out the operands would take as long
// as a good part of the multiplications.
import type { Window } from "../../../kernels/window.ts";
import { tileWidth } from "../../module/tile-size.ts";
import type { PlannedTask } from "../convolve.ts";
import { liesInside, paddedBytes } from "../padded-image.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";
import type { FilterGradient } from "./filter-gradient.ts";

type Sizes = Omit<Window, "multiplier">;

/** Values of a pixel of x or dy up to which reading them in steps of a pixel is the faster way. */
const mostValues = 32;

/** Bytes of x and dy that are worked on at a time, and of an image with zeros around it: they stay near the first cache. */
const blockBytes = 48 * 1024;

/** Pixels that a group has at least: a result of its own is worth it. */
const leastPixels = 128;

export function goesInPlace(window: Sizes): boolean {
  const { channels, outChannels, dilationY, dilationX } = window;
  if (outChannels % tileWidth !== 0 || Math.max(channels, outChannels) > mostValues || dilationY * dilationX !== 1) return false;
  return readsImage(window) || paddedBytes(window) <= blockBytes;
}

/** Groups of images with results of their own; their number does not depend on the threads, so that the sums do not. */
export function groupsInPlace(window: Sizes): number {
  const { batch, outHeight, outWidth } = asOnePixel(window);
  const groups = Math.min(16, batch, Math.floor((batch * outHeight * outWidth) / leastPixels));
  return groups < 4 ? 1 : groups;
}

/** The task that gives a result for each group, one after the other at an address. */
export function planInPlace({ window: given, x, dy }: FilterGradient, to: number): PlannedTask {
  const window = asOnePixel(given);
  const pads = !readsImage(window);
  const block = window === given ? 1 : Math.max(32, Math.floor(blockBytes / (4 * (window.channels + window.outChannels))));
  const fields = [...windowFields(window), x, dy, to, block, groupsInPlace(given), Number(pads)];
  // Four values are read where fewer are left.
  return { task: makeTask("filterGradientInPlace", fields), scratchBytes: pads ? paddedBytes(window) + 16 : 0 };
}

/** Whether the image is read where it lies: its windows do not reach beyond it, and four values are always there. */
const readsImage = (window: Sizes): boolean => liesInside(window) && (window.kernelWidth * window.channels) % 4 === 0;

/** Windows that are the pixels of the image, one after the other, as those of so many images of one pixel. */
function asOnePixel(window: Sizes): Sizes {
  const { batch, height, width, kernelHeight, kernelWidth, strideY, strideX } = window;
  if (kernelHeight * kernelWidth * strideY * strideX !== 1 || !readsImage(window)) return window;
  if (window.outHeight !== height || window.outWidth !== width) return window;
  return { ...window, batch: batch * height * width, height: 1, width: 1, outHeight: 1, outWidth: 1 };
}
