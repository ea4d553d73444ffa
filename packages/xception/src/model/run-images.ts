// Images through a network, some at a time, so that a folder of photos takes no more memory than a few of them.
import type { ParameterArray } from "@xception/network";
import { createBatch, preprocess } from "@xception/preprocessing";

import { toPixels, type ImageLike } from "./image.ts";
import type { PreparedModel } from "./prepared-model.ts";

/** Images of any size, each of which is preprocessed, or a batch [N, H, W, C] that is preprocessed already. */
export type Images = readonly ImageLike[] | ParameterArray;

export const isBatch = (images: ImageLike | Images): images is ParameterArray => typeof images === "object" && "shape" in images;

/**
 * @param tap  the node whose values are wanted, or none for the network's first output
 * @returns    [N, ...] of all images together
 */
export async function runImages(model: PreparedModel, images: Images, tap?: string): Promise<ParameterArray> {
  const count = isBatch(images) ? (images.shape[0] ?? 0) : images.length;
  const parts: ParameterArray[] = [];
  // An empty list still runs once, so that the network says what it expects.
  for (let start = 0; start < Math.max(count, 1); start += model.batchSize) {
    const batch = await take(model, images, start, Math.min(start + model.batchSize, count));
    const { outputs, taps } = await model.executable.run(batch, tap === undefined ? {} : { taps: [tap] });
    const result = tap === undefined ? outputs[0] : taps.get(tap);
    if (result) parts.push(result);
  }
  return concatenate(parts);
}

async function take({ preprocessing }: PreparedModel, images: Images, start: number, end: number): Promise<ParameterArray> {
  if (isBatch(images)) {
    const [, ...shape] = images.shape;
    const length = shape.reduce((product, size) => product * size, 1);
    return { shape: [end - start, ...shape], data: images.data.subarray(start * length, end * length) };
  }
  const prepared: Float32Array[] = [];
  for (const image of images.slice(start, end)) prepared.push(preprocess(await toPixels(image, preprocessing), preprocessing));
  return createBatch(prepared, [...preprocessing.size, preprocessing.channels]);
}

function concatenate(parts: readonly ParameterArray[]): ParameterArray {
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return first ?? { shape: [0], data: new Float32Array() };
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  parts.reduce((offset, part) => (data.set(part.data, offset), offset + part.data.length), 0);
  return { shape: [parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0), ...first.shape.slice(1)], data };
}
