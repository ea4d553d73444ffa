// The same openBlob with paths of files: Node's openAsBlob reads the file by range when a slice is asked for.
import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { openBlob as openSource, type BlobSource } from "../sources/open-blob.ts";
import { WeightsError } from "../weights-error.ts";

/**
 * Opens a path, a `file:` address, or whatever `openBlob` of the package's main entry opens.
 *
 * @throws WeightsError when there is no such file
 * @throws FetchError when an address does not answer with a file
 *
 * @example
 * const model = await openBlob("models/emotion.hdf5");
 */
export async function openBlob(source: BlobSource): Promise<Blob> {
  if (typeof source !== "string" && !(source instanceof URL)) return openSource(source);
  const address = String(source);
  if (/^(https?|data|blob):/i.test(address)) return openSource(address);
  const path = /^file:/i.test(address) ? fileURLToPath(address) : address;
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new WeightsError(`[openBlob] There is no file ${path}. Check the path.`);
  if (!found.isFile()) throw new WeightsError(`[openBlob] ${path} is a folder; a file was expected. Name the file in it.`);
  return openAsBlob(path);
}
