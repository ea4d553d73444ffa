// Decoding in Node with sharp, to the bytes that Pillow gives: no colour management, alpha dropped, CMYK by Pillow's plain formula,
// 16 bits cut to their upper 8. Beyond Pillow's `open`, the orientation that a camera wrote (EXIF) is applied, as browsers do.
import { readFile } from "node:fs/promises";

import type { Sharp } from "sharp";

import { ImageError } from "../errors/image-error.ts";
import { convertChannels } from "../pixels/convert-channels.ts";
import type { Pixels } from "../pixels/pixels.ts";
import { convertCmyk } from "./convert-cmyk.ts";
import { loadSharp } from "./load-sharp.ts";

/** A path, or the content of an image file. */
export type ImageInput = string | Uint8Array | Blob;

export interface DecodeOptions {
  /** 3 (RGB, the default) or 1 (grey) */
  readonly channels?: 1 | 3;
  /** what to call the image in errors; the path, where there is one */
  readonly name?: string;
}

// What sharp's own build reads of photographs. It reads drawings (SVG, PDF) too, which have no pixels of their own to be exact about.
const formats: readonly string[] = ["jpeg", "png", "webp", "gif", "tiff", "heif"];
const advice = "Pass a JPEG, PNG, WebP, GIF, TIFF or AVIF file that an image viewer opens.";

/**
 * Decodes an image file; of an animation, the first frame.
 *
 * @returns  [height, width, channels], upright
 * @throws ImageError for a file that is missing, damaged, cut short or of another format
 * @throws DecoderError where sharp is not installed
 *
 * @example
 * const pixels = await decodeImage("photo.jpg"); // { width, height, channels: 3, data }
 */
export async function decodeImage(input: ImageInput, { channels = 3, name = defaultName(input) }: DecodeOptions = {}): Promise<Pixels> {
  const sharp = await loadSharp();
  const bytes = await read(input, name);
  try {
    if (bytes.length === 0) throw new Error("it is empty");
    const image = sharp(bytes, { failOn: "error", ignoreIcc: true }).autoOrient();
    const { format, space } = await image.metadata();
    if (!formats.includes(format)) throw new Error(`it is of the format ${format}`);
    return convertChannels(space === "cmyk" ? await rawCmyk(image) : await raw(image), channels);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim().split("\n").at(-1) : String(cause);
    throw new ImageError(`[decodeImage] ${name} cannot be read as an image (${reason ?? ""}). ${advice}`, { cause });
  }
}

async function raw(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace("srgb").raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels as 3 | 4, data };
}

async function rawCmyk(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .pipelineColourspace("cmyk")
    .toColourspace("cmyk")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: convertCmyk(data) };
}

async function read(input: ImageInput, name: string): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input;
  if (typeof input !== "string") return new Uint8Array(await input.arrayBuffer());
  try {
    return await readFile(input);
  } catch (cause) {
    throw new ImageError(
      `[decodeImage] ${name} cannot be opened (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Check the path.`,
      { cause },
    );
  }
}

function defaultName(input: ImageInput): string {
  if (typeof input === "string") return input;
  return input instanceof File ? input.name : "the image";
}
