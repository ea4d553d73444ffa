import * as tf from "@tensorflow/tfjs-core";

import type { StepCompiler } from "../compile-step.ts";
import { keepResult } from "../keep-result.ts";

/** Compiles nothing: functions run operation by operation, at once. */
export const atOnce: StepCompiler = {
  keepsGroups: true,
  trace: (fn) => ({
    // An error becomes a rejected promise, as that of another thread does.
    elsewhere: (...tensors) =>
      new Promise((resolve) => {
        resolve(keepResult(() => fn(...tensors)));
      }),
    dispose: () => undefined,
  }),
  everyCall: (shape, compute) => tf.tensor(compute(), [...shape], "float32"),
};
