// Several processes on backends that have no collective operations: what each has collected goes to the host, to all processes as one vector,
// and back, between the two halves of a step.
import * as tf from "@tensorflow/tfjs-core";

import { TrainingError } from "../../../errors/training-error.ts";
import type { Workers } from "../../../workers/workers.ts";
import { countCorrect } from "../../count-correct.ts";
import type { Collected } from "../collect.ts";
import type { StepInput } from "../step-input.ts";
import type { Trainer } from "../trainer.ts";
import { readReports } from "./read-reports.ts";

/**
 * The report of all processes, as `reportTogether` has it, and the means of what they collected, kept. It frees the reports that it is given,
 * [1 + N] of each part of the batch.
 */
export type Meet = (collected: Collected, reports: readonly tf.Tensor1D[], batch: StepInput) => Promise<[report: tf.Tensor1D, Collected]>;

/** @throws TrainingError for statistics over all processes, which would have to meet at every batch normalisation */
export function createMeeting(workers: Workers, { syncStatistics, evenTarget }: Pick<Trainer, "syncStatistics" | "evenTarget">): Meet {
  if (syncStatistics) {
    throw new TrainingError(
      `[createSession] syncStatistics came with ${workers.count} workers on the backend ${tf.getBackend()}, which meet once a step, expected tensorflow. Leave it out, or train on tensorflow.`,
    );
  }
  return async ({ gradients, statistics }, reports, { images, targets, stop = false }) => {
    const tensors = [...gradients, ...statistics];
    const [values, { loss, best }] = await Promise.all([
      Promise.all(tensors.map((tensor) => tensor.data<"float32">())),
      readReports(reports),
    ]);
    const [size = 0] = images.shape;
    const correct = countCorrect(best, targets, targets.length / size, evenTarget);
    const sums = await workers.sumNumbers(join([...values, Float32Array.of(loss * size, correct, size, Number(stop))]));
    let start = 0;
    const means = tensors.map((tensor) => {
      const mean = sums.subarray(start, (start += tensor.size)).map((sum) => sum / workers.count);
      return tf.keep(tf.tensor(mean, tensor.shape, "float32"));
    });
    const count = gradients.length;
    const ofAll = { gradients: means.slice(0, count) as tf.Tensor1D[], statistics: means.slice(count) };
    return [tf.keep(tf.tensor1d(sums.slice(start))), ofAll];
  };
}

function join(arrays: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(arrays.reduce((length, array) => length + array.length, 0));
  let start = 0;
  for (const array of arrays) {
    joined.set(array, start);
    start += array.length;
  }
  return joined;
}
