// One epoch of a data set in batches, from any batch on: order and views depend on seed and epoch alone.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { shuffledOrder } from "../random/shuffled-order.ts";
import { createBatch, type ImageBatch } from "../spec/create-batch.ts";
import type { Dataset } from "./dataset.ts";
import { prefetch } from "./prefetch.ts";

export interface BatchOptions {
  readonly batchSize: number;
  /** shuffles, another order in each epoch; without it the order is that of the data set */
  readonly seed?: number;
  readonly epoch?: number;
  /** number of the first batch wanted, to resume in the middle of an epoch */
  readonly start?: number;
  /** leave the last batch out where it is smaller than the others */
  readonly dropLast?: boolean;
  /** one of `count` equal parts of every batch, by its index from 0: what one of several processes computes; batches must divide by it */
  readonly part?: { readonly index: number; readonly count: number };
  /** batches made ready ahead of the one in use */
  readonly ahead?: number;
}

export interface Batch {
  /** number of the batch in its epoch, from 0 */
  readonly index: number;
  /** [N, H, W, C] */
  readonly images: ImageBatch;
  /** [N] */
  readonly labels: Int32Array;
  /** [N], which examples of the data set these are */
  readonly indices: Uint32Array;
}

/**
 * The batches of one epoch. Leaving the loop early stops the work ahead.
 *
 * @throws PreprocessingError for a batch size below 1, numbers that are not whole, or batches that do not divide into parts, at once; what a data set throws, at the batch that needs it
 *
 * @example
 * for await (const { images, labels } of batches(digits, { batchSize: 64, seed: 1, epoch: 0 })) await step(images, labels);
 */
export function batches(dataset: Dataset, options: BatchOptions): AsyncIterable<Batch> {
  const { batchSize, seed, epoch = 0, start = 0, dropLast = false, ahead = 2, part = { index: 0, count: 1 } } = options;
  check({ batchSize }, 1);
  check({ epoch, start, ahead, "part.index": part.index }, 0);
  checkParts(dataset.length, { ...options, part });
  const count = countBatches(dataset.length, { batchSize, dropLast });
  const order =
    seed === undefined ? Uint32Array.from({ length: dataset.length }, (_, index) => index) : shuffledOrder(dataset.length, seed, epoch);
  async function* epochBatches(): AsyncGenerator<Batch, void, undefined> {
    for (let index = start; index < count; index++) {
      const whole = order.subarray(index * batchSize, (index + 1) * batchSize);
      const share = whole.length / part.count;
      const indices = whole.slice(part.index * share, (part.index + 1) * share);
      const images = await Promise.all(Array.from(indices, async (example) => dataset.get(example, epoch)));
      const labels = Int32Array.from(indices, (example) => dataset.labels[example] as number);
      yield { index, images: createBatch(images, dataset.shape), labels, indices };
    }
  }
  return prefetch({ [Symbol.asyncIterator]: epochBatches }, ahead);
}

/** How many batches an epoch has. */
export function countBatches(length: number, { batchSize, dropLast = false }: Pick<BatchOptions, "batchSize" | "dropLast">): number {
  return dropLast ? Math.floor(length / batchSize) : Math.ceil(length / batchSize);
}

/** Parts of one batch are equal, so that the mean of their means is the mean of the batch. */
function checkParts(length: number, { batchSize, dropLast = false, part }: BatchOptions & Required<Pick<BatchOptions, "part">>): void {
  const { index, count } = part;
  check({ "part.count": count }, 1);
  if (index >= count) {
    throw new PreprocessingError(`[batches] part.index is ${index} of ${count} parts. Number them from 0 to ${count - 1}.`);
  }
  const last = dropLast ? 0 : length % batchSize;
  const uneven = [batchSize, last].find((size) => size % count !== 0);
  if (uneven === undefined) return;
  throw new PreprocessingError(
    `[batches] a batch has ${uneven} images, but a multiple of ${count}, the number of parts, was expected. Change batchSize, or leave a small last batch out with dropLast.`,
  );
}

function check(numbers: Record<string, number>, least: number): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < least) {
      throw new PreprocessingError(`[batches] ${name} is ${value}, but a whole number from ${least} was expected. Pass such a number.`);
    }
  }
}
