// SHA-256 (FIPS 180-4) of a blob of any size, read in parts. The platform's own digest wants all bytes at once, and is missing in
// pages without https.
import { WeightsError } from "../weights-error.ts";
import { createSha256 } from "./sha256-stream.ts";

/** Bytes read at a time. */
const partLength = 2 ** 22;

/**
 * @returns 64 hexadecimal digits
 *
 * @example
 * await sha256(new Blob(["abc"])) // => "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
 */
export async function sha256(source: Blob): Promise<string> {
  const hash = createSha256();
  for (let start = 0; start < source.size; start += partLength) {
    hash.update(new Uint8Array(await source.slice(start, start + partLength).arrayBuffer()));
  }
  return hash.digest();
}

/** @throws WeightsError when the source does not have the expected SHA-256, hexadecimal digits in either case */
export async function checkSha256(source: Blob, expected: string): Promise<void> {
  const found = await sha256(source);
  if (found === expected.toLowerCase()) return;
  throw new WeightsError(
    `[checkSha256] The file has the SHA-256 ${found}, but ${expected.toLowerCase()} was expected. It is damaged or another file: get it again.`,
  );
}
