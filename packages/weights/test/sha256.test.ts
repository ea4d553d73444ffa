import { createHash } from "node:crypto";

import { checkSha256, sha256, WeightsError } from "@xception/weights";
import { describe, expect, it } from "vitest";

const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("sha256", () => {
  it("gives the standard's example", async () => {
    expect(await sha256(new Blob(["abc"]))).toBe(abc);
  });

  // Around the block of 64 bytes, the 8 bytes of length at its end, and the 4 MiB that are read at a time.
  it.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 2 ** 22, 2 ** 22 + 7])("agrees with Node for %i bytes", async (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 31);
    expect(await sha256(new Blob([bytes]))).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});

describe("checkSha256", () => {
  it("accepts the right digits in either case", async () => {
    await expect(checkSha256(new Blob(["abc"]), abc.toUpperCase())).resolves.toBeUndefined();
  });

  it("refuses another file", async () => {
    const wanted = "0".repeat(64);
    const attempt = checkSha256(new Blob(["abc"]), wanted);
    await expect(attempt).rejects.toBeInstanceOf(WeightsError);
    await expect(attempt).rejects.toThrow(
      `[checkSha256] The file has the SHA-256 ${abc}, but ${wanted} was expected. It is damaged or another file: get it again.`,
    );
  });
});
