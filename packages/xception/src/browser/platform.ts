// What a page or worker does for the class Xception; node/platform.ts has the same names.
import type { Pixels } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/browser";
import { openBlob } from "@xception/weights";

import type { EncodedImage } from "../model/image.ts";

export { openBlob };

/** Decodes an image file: an address, or its content. */
export async function decode(image: EncodedImage, channels: 1 | 3): Promise<Pixels> {
  const name = typeof image === "string" || image instanceof URL ? { name: String(image).slice(0, 120) } : {};
  return decodeImage(await openBlob(image), { channels, ...name });
}
