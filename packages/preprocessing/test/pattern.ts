import { createHash } from "node:crypto";

import type { Pixels } from "@xception/preprocessing";

/** The bytes of `pattern` in golden/make-golden.py. */
export function pattern(width: number, height: number, channels: 1 | 3): Pixels {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => ((Math.imul(i, 2654435761) + 12345) >>> 16) & 255);
  return { width, height, channels, data };
}

export interface Fingerprint {
  sha256: string;
  head: number[];
  tail: number[];
}

/** What golden/make-golden.py keeps of an image: enough bytes to see what went wrong, and a hash of all. */
export function fingerprint({ data }: Pixels): Fingerprint {
  return {
    sha256: createHash("sha256").update(data).digest("hex"),
    head: Array.from(data.subarray(0, 6)),
    tail: Array.from(data.subarray(-3)),
  };
}
