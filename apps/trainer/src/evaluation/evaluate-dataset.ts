import { batches, countBatches, type Dataset } from "@xception/preprocessing";

import type { Classifier } from "../model/create-classifier.ts";
import type { ClassResult, Evaluation } from "./evaluation.ts";

/** Below this a logarithm would be infinite; float32 knows no smaller probability. */
const smallest = 1e-38;

export interface EvaluateOptions {
  readonly batchSize: number;
  /** Told after each batch how much is done, from 0 to 1, and the accuracy so far. */
  readonly show?: (fraction: number, accuracy: number) => void;
  /** Ends it after the batch that is under way; what it gives is then of a part of the images. */
  readonly signal?: AbortSignal;
}

/** Runs a classifier over a data set. */
export async function evaluateDataset(
  classifier: Pick<Classifier, "outputs" | "probabilities" | "classes">,
  dataset: Dataset,
  { batchSize, show, signal }: EvaluateOptions,
): Promise<Evaluation> {
  const { classes } = classifier;
  const began = performance.now();
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  const count = countBatches(dataset.length, { batchSize });
  let loss = 0;
  let top5 = 0;
  let right = 0;
  let seen = 0;
  for await (const { index, images, labels } of batches(dataset, { batchSize })) {
    const outputs = await classifier.outputs(images);
    for (const [example, values] of outputs.entries()) {
      const label = labels[example] as number;
      const probabilities = classifier.probabilities(values);
      const own = probabilities[label] as number;
      const better = probabilities.reduce((places, probability) => places + (probability > own ? 1 : 0), 0);
      const named = probabilities.indexOf(Math.max(...probabilities));
      (confusion[label] as number[])[named] = (confusion[label]?.[named] ?? 0) + 1;
      loss -= Math.log(Math.max(own, smallest));
      right += named === label ? 1 : 0;
      top5 += better < 5 ? 1 : 0;
    }
    seen += outputs.length;
    show?.((index + 1) / count, right / seen);
    // A batch is one synchronous piece of work on wasm: let a Ctrl-C and the terminal in.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) break;
  }
  return {
    images: seen,
    accuracy: right / seen,
    ...(classes > 5 && { top5: top5 / seen }),
    loss: loss / seen,
    classes: dataset.classes.map((label, index) => classResult(label, index, confusion)),
    confusion,
    seconds: (performance.now() - began) / 1000,
  };
}

function classResult(label: string, index: number, confusion: readonly (readonly number[])[]): ClassResult {
  const right = confusion[index]?.[index] ?? 0;
  const images = confusion[index]?.reduce((sum, count) => sum + count, 0) ?? 0;
  const named = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
  return { label, images, recall: images === 0 ? 0 : right / images, precision: named === 0 ? 0 : right / named };
}
