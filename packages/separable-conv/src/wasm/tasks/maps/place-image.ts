import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { makeTask } from "../task.ts";

/** What images x [N, H, W, C] and y are like. */
export interface ImageSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** An image copied, padded with zeros, cropped, or with its pixels repeated (assembly/maps/place-image.ts). */
export interface ImagePlacing extends ImageSizes {
  readonly outHeight: number;
  readonly outWidth: number;
  /** Pixels of y before those of x; negative where x is cropped. */
  readonly top: number;
  readonly left: number;
  /** How often a pixel is repeated: [y, x]. */
  readonly times: readonly [number, number];
  readonly x: Place;
  readonly y: Place;
}

export function planImagePlacing({ batch, height, width, channels, outHeight, outWidth, ...rest }: ImagePlacing): PlannedTask {
  const { top, left, times, x, y } = rest;
  const task = makeTask("placeImage", [
    ...[batch, height, width, channels, outHeight, outWidth],
    ...[top, left, ...times, x.at, x.pitch, y.at, y.pitch],
  ]);
  return { task, scratchBytes: 0 };
}
