// A task that the tiny network can learn to the last image: which third of the image is bright.
import type { LabelledBatch } from "@xception/training";

import { pattern } from "./pattern.ts";

/** 8 images [8, 8, 2] of three classes; another batch for another number. */
export function tinyBatch(number: number, size = 8): LabelledBatch {
  const images = pattern([size, 8, 8, 2], 101 + 10 * number, 0.3);
  const labels = Uint8Array.from({ length: size }, (_, example) => (example * 5 + number) % 3);
  labels.forEach((label, example) => {
    for (let row = 0; row < 2; row += 1)
      images.data.fill(1, example * 128 + (label * 3 + row) * 16, example * 128 + (label * 3 + row + 1) * 16);
  });
  return { images, labels };
}

/** `count` batches an epoch, in another order in each. */
export function tinyBatches(count: number): (epoch: number, startBatch: number) => AsyncIterable<LabelledBatch> {
  return async function* (epoch, startBatch) {
    for (let index = startBatch; index < count; index += 1) {
      await Promise.resolve();
      yield tinyBatch((index * 5 + epoch * 3) % count);
    }
  };
}
