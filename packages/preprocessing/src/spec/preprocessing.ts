// How pixels become what a network reads, as data: it travels in a model's file beside its weights.
import type { ResizeMethod } from "../resize/resize.ts";

/** A specification in JSON. `preprocess` carries it out in the order of its fields. */
export interface Preprocessing {
  /** [height, width] that the network reads, pixels */
  readonly size: readonly [height: number, width: number];
  /** 1 grey, 3 RGB */
  readonly channels: 1 | 3;
  readonly resize: ResizeMethod;
  /** "stretch": the whole image, its proportions lost; "crop": the middle of it, proportions kept */
  readonly fit: "stretch" | "crop";
  /** with "crop": the part of the resized image's shorter side that the crop keeps, above 0, at most 1 (the default); ImageNet is evaluated with 0.875 or 0.897 */
  readonly cropFraction?: number;
  /** each byte becomes byte * scale + offset */
  readonly scale: number;
  readonly offset: number;
}
