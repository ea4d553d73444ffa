// What a node kind takes as input, in code and in words.
import type { ImageShape, Shape, Size } from "../shape.ts";

/** Shapes that a kind takes. */
export interface Takes<S extends Shape> {
  readonly expected: string;
  readonly remedy: string;
  readonly accepts: (shape: Shape) => shape is S;
}

/** Shape whose last axis is known: a vector of features, or an image of them. */
export type FeatureShape = readonly [...Size[], number];

const isChannels = (size: Size | undefined): boolean => typeof size === "number";

/** [H, W, C], H and W possibly open. */
export const image: Takes<ImageShape> = {
  expected: "an image [H, W, C]",
  remedy: "Put it where there still is one.",
  accepts: (shape): shape is ImageShape => shape.length === 3 && isChannels(shape[2]),
};

/** Anything whose last size is known. */
export const features: Takes<FeatureShape> = {
  expected: "features of a known number",
  remedy: "Pass inputShape, or give the network's input a fixed size.",
  accepts: (shape): shape is FeatureShape => isChannels(shape.at(-1)),
};

export const anything: Takes<Shape> = {
  expected: "any shape",
  remedy: "Give it an input.",
  accepts: (shape): shape is Shape => shape.length > 0,
};
