// A rectangle out of an image.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { checkPixels, type Pixels } from "./pixels.ts";

/** A rectangle of whole pixels. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The rectangle `region` of an image.
 *
 * @param pixels  [height, width, channels]
 * @param region  in pixels, within the image
 * @returns       [region.height, region.width, channels], a copy
 * @throws PreprocessingError for a region that is empty or reaches out of the image
 */
export function crop(pixels: Pixels, region: Region): Pixels {
  checkPixels(pixels, "crop");
  checkRegion(region, [pixels.height, pixels.width], "crop");
  const { channels, data } = pixels;
  const { top, left, height, width } = region;
  const row = width * channels;
  const to = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * pixels.width + left) * channels;
    to.set(data.subarray(from, from + row), y * row);
  }
  return { width, height, channels, data: to };
}

/** @throws PreprocessingError, in the name of `caller`, for a region that is empty or reaches out of [height, width] */
export function checkRegion(region: Region, [height, width]: readonly [number, number], caller: string): void {
  const { top, left } = region;
  const whole = [top, left, region.height, region.width].every(Number.isInteger);
  const within =
    top >= 0 && left >= 0 && region.height > 0 && region.width > 0 && top + region.height <= height && left + region.width <= width;
  if (!whole || !within) {
    throw new PreprocessingError(
      `[${caller}] the region of ${region.width}x${region.height} pixels at left ${left}, top ${top} does not lie within ${width}x${height} pixels. Choose a region of whole pixels inside the image.`,
    );
  }
}
