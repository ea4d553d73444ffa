// A convolution by windows of several taps with few channels and filters (assembly/in-place/convolve-in-place.ts).
import type { Window } from "../../kernels/window.ts";
import { tileWidth } from "../module/tile-size.ts";
import type { Convolution, PlannedTask } from "./convolve.ts";
import { liesInside, paddedBytes } from "./padded-image.ts";
import { productFields } from "./product-fields.ts";
import { makeTask } from "./task.ts";

type Sizes = Omit<Window, "multiplier">;

/** Filters up to which gathering takes longer than reading the image once for every eight of them. */
const mostFilters = 32;

/** Bytes of an image with zeros around it: it stays near the first cache. */
const mostBytes = 48 * 1024;

/** Images that there are at least, because threads take whole ones. */
const leastImages = 8;

/** Pixels of a tile. */
const tilePixels = 4;

export function convolvesInPlace(given: Sizes): boolean {
  const window = asLine(given);
  const { batch, outWidth, outChannels, dilationY, dilationX, padTop, padLeft } = window;
  if (dilationY * dilationX !== 1 || Math.min(padTop, padLeft) < 0) return false;
  if (batch < leastImages || outWidth < tilePixels || outChannels % tileWidth !== 0 || outChannels > mostFilters) return false;
  return liesInside(window) || paddedBytes(window) <= mostBytes;
}

/** Pixels of x lie side by side; nothing is added, and there is no depthwise step. */
export function planConvolutionInPlace(convolution: Convolution): PlannedTask {
  const window = asLine(convolution.window);
  const pads = !liesInside(window);
  return {
    task: makeTask("convolveInPlace", [...productFields({ ...convolution, window }), Number(pads)]),
    scratchBytes: pads ? paddedBytes(window) : 0,
  };
}

/** Windows that are the pixels of the image, one after the other, as those of an image of one line. */
function asLine(window: Sizes): Sizes {
  const { height, width, outHeight, outWidth, kernelHeight, kernelWidth, strideY, strideX } = window;
  if (kernelHeight * kernelWidth * strideY * strideX !== 1 || outHeight !== height || outWidth !== width || !liesInside(window)) {
    return window;
  }
  return { ...window, height: 1, width: height * width, outHeight: 1, outWidth: height * width };
}
