// Pixels to the numbers of one image of a batch: channels, resize, crop, normalise, in the order of the references.
import { convertChannels } from "../pixels/convert-channels.ts";
import type { Pixels } from "../pixels/pixels.ts";
import { resize } from "../resize/resize.ts";
import { fit } from "./fit.ts";
import { normalise } from "./normalise.ts";
import type { Preprocessing } from "./preprocessing.ts";

/**
 * What a network reads of one image.
 *
 * @param pixels         [height, width, 1 | 3 | 4], any size
 * @param preprocessing  a valid specification, see `validatePreprocessing`
 * @returns              [size[0], size[1], channels]
 * @throws PreprocessingError for pixels that contradict themselves
 *
 * @example
 * const image = preprocess(await decodeImage("photo.jpg"), xceptionPreprocessing()); // 299 * 299 * 3 numbers from -1 to 1
 */
export function preprocess(pixels: Pixels, preprocessing: Preprocessing): Float32Array {
  const converted = convertChannels(pixels, preprocessing.channels);
  const { size, region } = fit(converted, preprocessing);
  return normalise(resize(converted, size, { method: preprocessing.resize, region }).data, preprocessing);
}
