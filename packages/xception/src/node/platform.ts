// What only Node can do for the class Xception: paths of files. package.json's `imports` chooses between this and browser/platform.ts.
import { fileURLToPath } from "node:url";

import type { Pixels } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/node";
import { openBlob } from "@xception/weights/node";

import type { EncodedImage } from "../model/image.ts";

export { openBlob };

/** Decodes an image file: a path, an address, or its content. */
export async function decode(image: EncodedImage, channels: 1 | 3): Promise<Pixels> {
  if (image instanceof Blob || image instanceof Uint8Array) return decodeImage(image, { channels });
  const address = String(image);
  if (/^(https?|data|blob):/i.test(address)) return decodeImage(await openBlob(address), { channels, name: address.slice(0, 120) });
  return decodeImage(/^file:/i.test(address) ? fileURLToPath(address) : address, { channels });
}
