import { open, rename, rm } from "node:fs/promises";

import { writeError } from "./write-error.ts";

/**
 * Writes a file so that a reader sees the old content or the new, never a part: to a temporary name beside it, flushed to the disk, then
 * renamed over it. A process that is killed midway leaves the old file whole.
 *
 * @throws CommandError where it cannot be written
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${String(process.pid)}.part`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // of a place that is not there
    throw writeError(path, error);
  }
}
