import type { Executable } from "@xception/network";
import { batches, subset, type Dataset } from "@xception/preprocessing";
import { evaluate, type Session, type Workers } from "@xception/training";

import type { Evaluation } from "./evaluation.ts";

export interface EvaluateOptions {
  readonly batchSize: number;
  /** Told after each batch how much is done, from 0 to 1, and the accuracy so far. */
  readonly show?: (fraction: number, accuracy: number) => void;
  /** Ends it after the batch that is under way; what it gives is then of a part of the images. */
  readonly signal?: AbortSignal;
  /** Processes that look at a part each; what it gives is of the whole, in all of them. */
  readonly workers?: Workers | undefined;
}

/**
 * Runs a network over a data set.
 *
 * @param subject  gives probabilities; or a session, whose averaged parameters of now are used
 */
export async function evaluateDataset(
  subject: Executable | Session,
  dataset: Dataset,
  { batchSize, show, signal, workers }: EvaluateOptions,
): Promise<Evaluation> {
  const began = performance.now();
  // Each has to have an image: where there are too few, all look at all of them.
  const divided = workers && dataset.length >= workers.count ? workers : undefined;
  const own = divided ? partOf(dataset, divided) : dataset;
  const { size, top1, top5, loss, confusion } = await evaluate(subject, batches(own, { batchSize }), {
    classes: dataset.classes,
    onBatch: (done, accuracy) => show?.(done / own.length, accuracy),
    ...(signal && { signal }),
    ...(divided && { workers: divided }),
  });
  const scores = confusion?.perClass() ?? [];
  return {
    images: size,
    accuracy: top1,
    ...(dataset.classes.length > 5 && { top5 }),
    loss,
    classes: scores.map(({ support, recall, precision }, index) => ({
      label: dataset.classes[index] ?? String(index),
      images: support,
      recall: orNull(recall),
      precision: orNull(precision),
    })),
    confusion: confusion?.toJSON().counts ?? [],
    seconds: (performance.now() - began) / 1000,
  };
}

/** Every image is in one worker's part. */
const partOf = (dataset: Dataset, { index, count }: Workers): Dataset =>
  subset(
    dataset,
    Array.from({ length: dataset.length }, (_, image) => image).filter((image) => image % count === index),
  );

/** JSON knows no NaN. */
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
