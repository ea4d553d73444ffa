// The images that errors of rounding are measured on: a few of a folder, or of MNIST.
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";

import { createBatch, createDataset, preprocess, type ImageBatch, type Preprocessing } from "@xception/preprocessing";
import { decodeImage, imageExtensions } from "@xception/preprocessing/node";

import { CommandError } from "../terminal/command-error.ts";
import { readMnist } from "./mnist.ts";

/** Errors are means over every pixel of every map: more images change their third digit. */
const most = 32;
const batchSize = 8;

/**
 * Batches of at most 32 images, spread evenly over those that there are.
 *
 * @param data  a folder, in which and in whose folders images are looked for, or `mnist`
 * @throws CommandError (2) where there is none
 */
export async function* calibrationImages(data: string, preprocessing: Preprocessing): AsyncGenerator<ImageBatch, void, undefined> {
  const { length, read } = data === "mnist" ? await digits(preprocessing) : await files(data, preprocessing);
  const count = Math.min(most, length);
  const chosen = Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));
  const shape = [...preprocessing.size, preprocessing.channels] as const;
  for (let start = 0; start < count; start += batchSize) {
    yield createBatch(await Promise.all(chosen.slice(start, start + batchSize).map(read)), shape);
  }
}

interface Images {
  readonly length: number;
  readonly read: (index: number) => Promise<Float32Array>;
}

async function digits(preprocessing: Preprocessing): Promise<Images> {
  const dataset = createDataset(await readMnist("train"), preprocessing);
  return { length: dataset.length, read: (index) => Promise.resolve(dataset.get(index)) };
}

async function files(folder: string, preprocessing: Preprocessing): Promise<Images> {
  const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new CommandError(`[convert] the folder ${folder} cannot be read (${reason}). Name a folder of images, or mnist.`, { cause });
  });
  const images = names.filter((name) => imageExtensions.includes(extname(name).toLowerCase())).sort();
  if (images.length === 0) {
    throw new CommandError(
      `[convert] the folder ${folder} holds no image (${imageExtensions.join(", ")}). Name a folder that does, or mnist.`,
    );
  }
  return { length: images.length, read: async (index) => preprocess(await decodeImage(join(folder, images[index] ?? "")), preprocessing) };
}
