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
 * @throws PreprocessingError for a batch size below 1 or numbers that are not whole, at once; what a data set throws, at the batch that needs it
 *
 * @example
 * for await (const { images, labels } of batches(digits, { batchSize: 64, seed: 1, epoch: 0 })) await step(images, labels);
 */
export function batches(dataset: Dataset, options: BatchOptions): AsyncIterable<Batch> {
  const { batchSize, seed, epoch = 0, start = 0, dropLast = false, ahead = 2 } = options;
  check({ batchSize }, 1);
  check({ epoch, start, ahead }, 0);
  const count = countBatches(dataset.length, { batchSize, dropLast });
  const order =
    seed === undefined ? Uint32Array.from({ length: dataset.length }, (_, index) => index) : shuffledOrder(dataset.length, seed, epoch);
  async function* epochBatches(): AsyncGenerator<Batch, void, undefined> {
    for (let index = start; index < count; index++) {
      const indices = order.slice(index * batchSize, (index + 1) * batchSize);
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

function check(numbers: Record<string, number>, least: number): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < least) {
      throw new PreprocessingError(`[batches] ${name} is ${value}, but a whole number from ${least} was expected. Pass such a number.`);
    }
  }
}
