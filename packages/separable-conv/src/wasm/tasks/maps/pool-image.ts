import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { makeTask } from "../task.ts";

/** The largest value or the mean of each channel of an image (assembly/maps/pool-image.ts). */
export interface ImagePooling {
  readonly batch: number;
  /** Of one image. */
  readonly pixels: number;
  readonly channels: number;
  readonly x: Place;
  readonly y: Place;
  readonly of: "largest" | "mean";
}

export const planImagePooling = ({ batch, pixels, channels, x, y, of }: ImagePooling): PlannedTask => ({
  task: makeTask("poolImage", [batch, pixels, channels, x.at, x.pitch, y.at, y.pitch, of === "mean" ? 1 : 0]),
  scratchBytes: 0,
});
