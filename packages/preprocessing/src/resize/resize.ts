// Resizing bit for bit as Pillow's `Image.resize` does it, which is what Keras' `load_img`, timm and torchvision evaluate with.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { checkRegion, crop, type Region } from "../pixels/crop.ts";
import { checkPixels, type Pixels } from "../pixels/pixels.ts";
import { convolveAlongHeight, convolveAlongWidth, type Plane } from "./convolve.ts";
import { bicubic, bilinear } from "./filters.ts";
import { resizeNearest } from "./resize-nearest.ts";
import { weigh, type Axis, type Weights } from "./weigh.ts";

export const resizeMethods = ["nearest", "bilinear", "bicubic"] as const;

export type ResizeMethod = (typeof resizeMethods)[number];

export interface ResizeOptions {
  readonly method?: ResizeMethod;
  /** [left, top, right, bottom] of the part of the input that is resized, pixels, fractions allowed; Pillow's `box` */
  readonly box?: readonly [number, number, number, number];
  /** the part of the resized image that is wanted: the same bytes as a crop afterwards, without the work for the rest */
  readonly region?: Region;
}

/**
 * The image in another size; a kernel that widens as the image shrinks (antialias) for bilinear and bicubic.
 *
 * @param pixels  [height, width, 1 | 3]
 * @param size    [height, width] of the result, pixels
 * @returns       [size[0], size[1], channels], or the size of `region`
 * @throws PreprocessingError for sizes below 1, four channels, an unknown method, or a box or region that does not fit
 *
 * @example
 * resize({ width: 2, height: 1, channels: 1, data: new Uint8Array([0, 100]) }, [1, 1], { method: "bilinear" }).data // => [50]
 */
export function resize(pixels: Pixels, size: readonly [height: number, width: number], options: ResizeOptions = {}): Pixels {
  const {
    method = "bicubic",
    box = [0, 0, pixels.width, pixels.height],
    region = { top: 0, left: 0, height: size[0], width: size[1] },
  } = options;
  checkPixels(pixels, "resize");
  check(pixels, size, method, box);
  checkRegion(region, size, "resize");
  const { height, width } = region;
  const { channels } = pixels;
  if (isWhole(pixels, size, box)) return crop(pixels, region);
  const horizontal: Axis = { inputSize: pixels.width, from: box[0], to: box[2], outputSize: size[1], first: region.left, count: width };
  const vertical: Axis = { inputSize: pixels.height, from: box[1], to: box[3], outputSize: size[0], first: region.top, count: height };
  const data = method === "nearest" ? resizeNearest(pixels, horizontal, vertical) : convolve(pixels, horizontal, vertical, method);
  return { width, height, channels, data };
}

// Every method gives the image itself in its own size.
function isWhole(
  { width, height }: Pixels,
  size: readonly [number, number],
  [left, top, right, bottom]: readonly [number, number, number, number],
): boolean {
  return size[0] === height && size[1] === width && left === 0 && top === 0 && right === width && bottom === height;
}

function convolve(pixels: Pixels, horizontal: Axis, vertical: Axis, method: "bilinear" | "bicubic"): Uint8Array {
  const { width, height, channels } = pixels;
  const filter = method === "bilinear" ? bilinear : bicubic;
  const columns = weigh(horizontal, filter);
  const rows = weigh(vertical, filter);
  const { buffer, byteOffset, length } = pixels.data;
  const plane: Plane = { data: new Uint8Array(buffer, byteOffset, length), width, height, channels };
  if (heightFirst(horizontal, vertical)) {
    const [left, right] = reach(columns);
    const low = convolveAlongHeight(plane, rows, left, right);
    return convolveAlongWidth(low, { ...columns, starts: columns.starts.map((start) => start - left) }, 0, low.height).data;
  }
  const [top, bottom] = reach(rows);
  const narrow = convolveAlongWidth(plane, columns, top, bottom);
  return convolveAlongHeight(narrow, rows, 0, narrow.width, top).data;
}

// Pillow's rule since 13.0, before which the width always came first. The bytes between the passes are rounded, so the order shows in the last bit.
function heightFirst(horizontal: Axis, vertical: Axis): boolean {
  const lower = vertical.inputSize - vertical.outputSize;
  return lower > 0 && lower > (horizontal.inputSize - horizontal.outputSize) * 2;
}

/** The input pixels that are read at all: [first, one after the last]. */
function reach({ starts, lengths }: Weights): [number, number] {
  const last = starts.length - 1;
  return [starts[0] as number, (starts[last] as number) + (lengths[last] as number)];
}

function check(pixels: Pixels, size: readonly [number, number], method: ResizeMethod, box: readonly number[]): void {
  if (pixels.channels === 4) {
    throw new PreprocessingError(
      "[resize] the image has 4 channels, but 1 or 3 were expected. Drop its alpha first: convertChannels(pixels, 3).",
    );
  }
  if (!size.every((side) => Number.isInteger(side) && side > 0)) {
    throw new PreprocessingError(
      `[resize] the new size is ${size.join("x")}, but two whole numbers from 1, [height, width], were expected. Pass such a size.`,
    );
  }
  if (!resizeMethods.includes(method)) {
    throw new PreprocessingError(`[resize] there is no method "${method as string}". Choose one of ${resizeMethods.join(", ")}.`);
  }
  const [left, top, right, bottom] = box as [number, number, number, number];
  if (!(left >= 0 && top >= 0 && right <= pixels.width && bottom <= pixels.height && left < right && top < bottom)) {
    throw new PreprocessingError(
      `[resize] the box ${box.join(", ")} (left, top, right, bottom) does not lie within ${pixels.width}x${pixels.height} pixels. Choose a box inside the image that is not empty.`,
    );
  }
}
