import { expect, it, vi } from "vitest";

import { DecoderError } from "../errors/decoder-error.ts";
import { loadSharp } from "./load-sharp.ts";

vi.mock("sharp", () => {
  throw new Error("Cannot find package 'sharp'");
});

it("says how to get sharp where it is missing", async () => {
  await expect(loadSharp()).rejects.toThrow(
    new DecoderError("[decodeImage] images are decoded by the package `sharp`, which cannot be loaded here. Install it: npm install sharp"),
  );
});
