// What Keras' Xception reads: RGB, `x / 127.5 - 1` (mode "tf" of its `preprocess_input`).
import type { Preprocessing } from "./preprocessing.ts";
import { validatePreprocessing } from "./validate-preprocessing.ts";

/** The parts of a specification that are not as usual, `undefined` counting as usual; a single number is the side of a square. */
export type XceptionPreprocessingOptions = {
  readonly [Field in Exclude<keyof Preprocessing, "size">]?: Preprocessing[Field] | undefined;
} & { readonly size?: number | Preprocessing["size"] | undefined };

/**
 * Xception's preprocessing: 299 x 299 RGB, bicubic, stretched, bytes to -1 ... 1. Keras' `load_img` resizes with "nearest" unless told otherwise:
 * pass `resize: "nearest"` to repeat what was made with it, and `fit: "crop", cropFraction: 0.897` to evaluate ImageNet as timm does.
 *
 * @throws PreprocessingError for options that make no valid specification
 *
 * @example
 * xceptionPreprocessing({ size: 150 }).size // => [150, 150]
 */
export function xceptionPreprocessing({ size = 299, ...options }: XceptionPreprocessingOptions = {}): Preprocessing {
  return validatePreprocessing({
    size: typeof size === "number" ? [size, size] : size,
    channels: 3,
    resize: "bicubic",
    fit: "stretch",
    scale: 1 / 127.5,
    offset: -1,
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  });
}
