// Single images side by side, as a network reads them.
import { PreprocessingError } from "../errors/preprocessing-error.ts";

/** Images of one size in one array. */
export interface ImageBatch {
  /** [N, H, W, C] */
  readonly shape: [number, number, number, number];
  readonly data: Float32Array;
}

/**
 * Copies images into one batch.
 *
 * @param images  N arrays, each [H, W, C]
 * @param shape   [H, W, C]
 * @returns       [N, H, W, C]
 * @throws PreprocessingError for an image of another length
 */
export function createBatch(
  images: readonly Float32Array[],
  shape: readonly [height: number, width: number, channels: number],
): ImageBatch {
  const [height, width, channels] = shape;
  const length = height * width * channels;
  const data = new Float32Array(images.length * length);
  images.forEach((image, index) => {
    if (image.length !== length) {
      throw new PreprocessingError(
        `[createBatch] image ${index} holds ${image.length} numbers, but [${shape.join(", ")}] needs ${length}. Preprocess all images of a batch to one size.`,
      );
    }
    data.set(image, index * length);
  });
  return { shape: [images.length, height, width, channels], data };
}
