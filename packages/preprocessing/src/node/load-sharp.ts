// sharp decodes images in Node. It is an optional peer: who brings pixels of their own does without its native library.
import type sharp from "sharp";

import { DecoderError } from "../errors/decoder-error.ts";

/** @throws DecoderError where sharp is not installed, or has no library for this machine */
export async function loadSharp(): Promise<typeof sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new DecoderError(
      "[decodeImage] images are decoded by the package `sharp`, which cannot be loaded here. Install it: npm install sharp",
      { cause },
    );
  }
}
