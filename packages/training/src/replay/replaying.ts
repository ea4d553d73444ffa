// Steps of training without the engine's bookkeeping, on backends whose kernels run one by one.
import * as tf from "@tensorflow/tfjs-core";

import type { StepCompiler } from "../session/step/compile-step.ts";
import { record } from "./record.ts";
import type { Recorder } from "./recorder.ts";
import { disposeRecording, fits, replay, type Recording } from "./recording.ts";

let current: Recorder | undefined;

/**
 * Records the kernels that a function runs at its first call with tensors of certain shapes, on a certain backend, and calls those kernels
 * again at the others: the same values, to the bit. Tensors from outside keep the values that they had.
 */
export const replaying: StepCompiler = {
  keepsGroups: true,
  trace(fn) {
    const recordings = new Map<string, Recording>();
    const run = (values: tf.Tensor[]): tf.Tensor[] => {
      const signature = describe(values);
      const known = recordings.get(signature);
      if (known && fits(known)) return replay(known, values);
      const { recording, results } = record((recorder) => {
        const before = current;
        current = recorder;
        try {
          return fn(...values);
        } finally {
          current = before;
        }
      }, values);
      if (known) disposeRecording(known);
      recordings.set(signature, recording);
      return results;
    };
    return {
      // An error becomes a rejected promise, as that of another thread does.
      elsewhere: (...values) =>
        new Promise((resolve) => {
          resolve(run(values));
        }),
      dispose() {
        for (const recording of recordings.values()) disposeRecording(recording);
        recordings.clear();
      },
    };
  },
  everyCall: (shape, compute) => current?.numbers(shape, compute) ?? tf.tensor(compute(), [...shape], "float32"),
};

/** What has to be the same for a recording to fit: types and shapes, and which tensors are one buffer. */
function describe(values: readonly tf.Tensor[]): string {
  const seen = new Map<tf.DataId, number>();
  return values
    .map(({ dataId, dtype, shape }, index) => {
      const same = seen.get(dataId);
      if (same === undefined) seen.set(dataId, index);
      return `${dtype}[${shape.join()}]${same ?? ""}`;
    })
    .join();
}
