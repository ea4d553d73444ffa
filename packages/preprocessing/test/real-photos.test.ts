// Photos of the kitchenware model, which is not part of this repository: decoded and resized, they are Pillow's to the last byte.
import { resize, resizeMethods, type ResizeMethod } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/node";
import { realModel } from "@xception/testing";
import { expect, it } from "vitest";

import { golden } from "./golden.ts";

const sums = Object.entries(golden("photos.json") as Record<string, Record<ResizeMethod, number>>);

it.for(sums)("decodes and resizes the photo %s as Pillow", async ([name, expected], { skip }) => {
  const pixels = await decodeImage(realModel(`kitchenware/images/${name}`, skip));
  const sum = (method: ResizeMethod): number =>
    Array.from(resize(pixels, [150, 150], { method }).data).reduce((total, byte) => total + byte, 0);
  expect(Object.fromEntries(resizeMethods.map((method) => [method, sum(method)]))).toEqual(expected);
});
