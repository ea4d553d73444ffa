// Decoding in a page or worker with the browser's own decoders, to the bytes that Pillow gives: no colour management, alpha dropped,
// the orientation that a camera wrote (EXIF) applied. Tried in Chromium: equal for JPEG and PNG.
import { ImageError } from "../errors/image-error.ts";
import { convertChannels } from "../pixels/convert-channels.ts";
import type { Pixels } from "../pixels/pixels.ts";
import { readBitmap } from "./read-bitmap.ts";

export interface DecodeOptions {
  /** 3 (RGB, the default) or 1 (grey) */
  readonly channels?: 1 | 3;
  /** what to call the image in errors; the file's name, where there is one */
  readonly name?: string;
}

/**
 * Decodes an image file (`Blob`, `File`), or reads the pixels of a picture that the page holds: an image or video element, a canvas, an `ImageBitmap`,
 * an `ImageData`.
 *
 * @returns  [height, width, channels], upright
 * @throws ImageError for what the browser cannot decode
 *
 * @example
 * const pixels = await decodeImage(event.dataTransfer.files[0]); // { width, height, channels: 3, data }
 */
export async function decodeImage(
  source: ImageBitmapSource,
  { channels = 3, name = defaultName(source) }: DecodeOptions = {},
): Promise<Pixels> {
  if (source instanceof ImageData)
    return convertChannels({ width: source.width, height: source.height, channels: 4, data: source.data }, channels);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(source, { colorSpaceConversion: "none", imageOrientation: "from-image", premultiplyAlpha: "none" });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ImageError(
      `[decodeImage] ${name} cannot be read as an image (${reason}). Pass a file that this browser shows, such as JPEG, PNG or WebP.`,
      { cause },
    );
  }
  try {
    return convertChannels(readBitmap(bitmap, name), channels);
  } finally {
    bitmap.close();
  }
}

function defaultName(source: ImageBitmapSource): string {
  return source instanceof File ? source.name : "the image";
}
