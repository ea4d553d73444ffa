// What a node kind takes as input, in code and in words.
import type { ImageShape, Shape, Size } from "../shape.ts";

/** Shapes that a kind takes. */
export interface Takes<S extends Shape> {
  readonly expected: string;
  readonly accepts: (shape: Shape) => shape is S;
}

const isChannels = (size: Size | undefined): size is number => typeof size === "number";

/** [H, W, C], H and W possibly open. */
export const image: Takes<ImageShape> = {
  expected: "[H, W, C]",
  accepts: (shape): shape is ImageShape => shape.length === 3 && isChannels(shape[2]),
};

/** Any shape whose last size is known: a vector of features, or an image of them. */
export const features: Takes<readonly [...Size[], number]> = {
  expected: "a shape whose last size is known",
  accepts: (shape): shape is readonly [...Size[], number] => isChannels(shape.at(-1)),
};

export const anything: Takes<Shape> = { expected: "any shape", accepts: (shape): shape is Shape => shape.length > 0 };
