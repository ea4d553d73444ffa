// Decoded images: bytes in rows, channels interleaved, as Pillow's `tobytes`, sharp's `raw` and a canvas' ImageData hold them.
import { PreprocessingError } from "../errors/preprocessing-error.ts";

/** A decoded image of 8 bits a channel: grey (1), RGB (3) or RGBA with straight alpha (4). An `ImageData` with `channels: 4` is one. */
export interface Pixels {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** [height, width, channels] */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * Holds what came as pixels against their own numbers.
 *
 * @param caller  name of the public function, which opens the sentence of the error
 * @throws PreprocessingError for a side that is not a positive whole number, other channels, or data of another length
 */
export function checkPixels(pixels: Pixels, caller: string): void {
  const { width, height, channels, data } = pixels;
  if (!isSide(width) || !isSide(height)) {
    throw new PreprocessingError(
      `[${caller}] the image is ${width}x${height} pixels, but both sides must be whole numbers from 1. Pass an image that holds pixels.`,
    );
  }
  if (![1, 3, 4].includes(channels)) {
    throw new PreprocessingError(
      `[${caller}] the image has ${channels} channels, but 1 (grey), 3 (RGB) or 4 (RGBA) were expected. Set channels to what data holds.`,
    );
  }
  const expected = width * height * channels;
  if (data.length !== expected) {
    throw new PreprocessingError(
      `[${caller}] the image holds ${data.length} bytes, but ${width}x${height} pixels of ${channels} channels need ${expected}. Pass the data of exactly this image.`,
    );
  }
}

const isSide = (value: number): boolean => Number.isInteger(value) && value > 0;
