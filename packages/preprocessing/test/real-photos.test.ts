// Photos of the kitchenware model, which is not part of this repository: decoded and resized, they are Pillow's to the last byte.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { resize, resizeMethods, type ResizeMethod } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/node";
import { expect, it } from "vitest";

import { golden } from "./golden.ts";

const models = process.env["XCEPTION_REAL_MODELS"] ?? fileURLToPath(new URL("../../../.cache/real-models", import.meta.url));
const sums = Object.entries(golden("photos.json") as Record<string, Record<ResizeMethod, number>>);

it.for(sums)("decodes and resizes the photo %s as Pillow", async ([name, expected], { skip }) => {
  const path = join(models, "kitchenware", "images", name);
  skip(!existsSync(path) && process.env["CI"] !== "true", "Bring the photos: scripts/real-models.sh");
  const pixels = await decodeImage(path);
  const sum = (method: ResizeMethod): number =>
    Array.from(resize(pixels, [150, 150], { method }).data).reduce((total, byte) => total + byte, 0);
  expect(Object.fromEntries(resizeMethods.map((method) => [method, sum(method)]))).toEqual(expected);
});
