// Random views of the images of a data set. The seed, the epoch and the index of an example decide its view, and nothing else does:
// a run that resumes sees what the unbroken run would have seen.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { createRandom } from "../random/random.ts";
import type { Dataset } from "./dataset.ts";

export interface AugmentOptions {
  readonly seed: number;
  /** mirror left and right in half of the views; not for digits or letters */
  readonly flip?: boolean;
  /** move up to so many pixels up, down, left and right, each whole step as likely */
  readonly shift?: number;
  /** what comes in from outside: the nearest pixel of the edge, or a number such as the value of black after normalisation */
  readonly fill?: "edge" | number;
}

/**
 * The data set with another random view of each image in each epoch.
 *
 * @throws PreprocessingError for a shift that is not a whole number from 0
 */
export function augment(dataset: Dataset, { seed, flip = false, shift = 0, fill = "edge" }: AugmentOptions): Dataset {
  if (!Number.isInteger(shift) || shift < 0) {
    throw new PreprocessingError(`[augment] the shift is ${shift}, but a whole number of pixels from 0 was expected. Pass such a number.`);
  }
  return {
    ...dataset,
    async get(index, epoch = 0) {
      const image = await dataset.get(index, epoch);
      const random = createRandom(seed, epoch, index);
      const view = { flip: flip && random() < 0.5, down: step(random(), shift), right: step(random(), shift) };
      return move(image, dataset.shape, view, fill);
    },
  };
}

const step = (random: number, shift: number): number => Math.floor(random * (2 * shift + 1)) - shift;

interface View {
  readonly flip: boolean;
  readonly down: number;
  readonly right: number;
}

function move(
  image: Float32Array,
  [height, width, channels]: Dataset["shape"],
  { flip, down, right }: View,
  fill: "edge" | number,
): Float32Array {
  if (!flip && down === 0 && right === 0) return image;
  const to = new Float32Array(image.length);
  for (let y = 0, o = 0; y < height; y++) {
    const row = clamp(y - down, height);
    for (let x = 0; x < width; x++, o += channels) {
      const moved = x - right;
      const column = clamp(moved, width);
      if (fill !== "edge" && (row !== y - down || column !== moved)) {
        to.fill(fill, o, o + channels);
        continue;
      }
      const from = (row * width + (flip ? width - 1 - column : column)) * channels;
      for (let channel = 0; channel < channels; channel++) to[o + channel] = image[from + channel] as number;
    }
  }
  return to;
}

const clamp = (position: number, size: number): number => Math.min(Math.max(position, 0), size - 1);
