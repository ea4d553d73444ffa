// What may stand for an image: decoded pixels, or a file that is still to be decoded.
import type { Pixels, Preprocessing } from "@xception/preprocessing";

import { decode } from "#platform";

/** An image file: its content, its address, or in Node its path. */
export type EncodedImage = Blob | Uint8Array<ArrayBuffer> | string | URL;

/** RGBA as a canvas gives it; an `ImageData` is one. */
export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] */
  readonly data: Uint8ClampedArray;
}

export type ImageLike = Pixels | CanvasPixels | EncodedImage;

/** Decodes what is not decoded yet, to the channels that the network takes. */
export async function toPixels(image: ImageLike, { channels }: Preprocessing): Promise<Pixels> {
  if (typeof image === "string" || image instanceof URL || image instanceof Blob || image instanceof Uint8Array)
    return decode(image, channels);
  return "channels" in image ? image : { width: image.width, height: image.height, channels: 4, data: image.data };
}
