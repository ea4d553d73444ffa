import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { makeTask } from "../task.ts";
import type { ImageSizes } from "./place-image.ts";

/** A larger image, bilinear between the centres of pixels (assembly/maps/enlarge.ts). */
export interface Enlargement extends ImageSizes {
  /** [y, x] */
  readonly times: readonly [number, number];
  readonly x: Place;
  readonly y: Place;
}

export const planEnlargement = ({ batch, height, width, channels, times, x, y }: Enlargement): PlannedTask => ({
  task: makeTask("enlarge", [batch, height, width, channels, ...times, x.at, x.pitch, y.at, y.pitch]),
  scratchBytes: 0,
});
