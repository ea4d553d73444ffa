import { readFile } from "node:fs/promises";

/** A file of golden/; see golden/README.md. */
export async function goldenBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(`golden/${name}`, import.meta.url)));
}

export async function goldenBlob(name: string): Promise<Blob> {
  return new Blob([await goldenBytes(name)]);
}
