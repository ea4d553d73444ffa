import type { Executable } from "@xception/network";
import { batches, type Dataset } from "@xception/preprocessing";
import { evaluate, type Session } from "@xception/training";

import type { Evaluation } from "./evaluation.ts";

export interface EvaluateOptions {
  readonly batchSize: number;
  /** Told after each batch how much is done, from 0 to 1, and the accuracy so far. */
  readonly show?: (fraction: number, accuracy: number) => void;
  /** Ends it after the batch that is under way; what it gives is then of a part of the images. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a network over a data set.
 *
 * @param subject  gives probabilities; or a session, whose averaged parameters of now are used
 */
export async function evaluateDataset(
  subject: Executable | Session,
  dataset: Dataset,
  { batchSize, show, signal }: EvaluateOptions,
): Promise<Evaluation> {
  const began = performance.now();
  const { size, top1, top5, loss, confusion } = await evaluate(subject, batches(dataset, { batchSize }), {
    classes: dataset.classes,
    onBatch: (done, accuracy) => show?.(done / dataset.length, accuracy),
    ...(signal && { signal }),
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

/** JSON knows no NaN. */
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
