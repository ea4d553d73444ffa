// A step as one operation: what `advance` does is recorded once for each size of batch. What makes operations of functions is handed in, so
// that this package knows nothing of TensorFlow.
import * as tf from "@tensorflow/tfjs-core";

import type { StepVariable } from "../variables/device-store.ts";
import type { VariableStore } from "../variables/store.ts";
import { advanceTensors } from "./advance.ts";
import { createCompiledParts } from "./parts/compiled-parts.ts";
import type { Meet } from "./parts/meet-on-host.ts";
import { divideBatch } from "./parts/divide-batch.ts";
import { compileReplacing } from "./replacing-function.ts";
import { uploadBatch, type StepInput, type StepNumbers } from "./step-input.ts";
import type { Trainer } from "./trainer.ts";

/** Makes functions of tensors run as one operation: @xception/tensorflow has all of it. */
export interface StepCompiler {
  /**
   * Whether parameters stay laid end to end, because each operation still has its price. Default false: each is updated by itself.
   */
  readonly keepsGroups?: boolean;
  /** Records `fn` at its first call with tensors of certain shapes, and runs what it recorded. */
  trace(fn: (...tensors: tf.Tensor[]) => tf.Tensor[]): TracedStep;
  /** Within `fn`: a tensor that is computed anew at every call. */
  everyCall(shape: readonly number[], compute: () => Float32Array): tf.Tensor;
  /**
   * Makes what `fn` reads and replaces on its way: what a session keeps from step to step is then there once, and not twice while a step
   * runs. `initial` stays the caller's. Default: `fn` takes and gives tensors.
   */
  readonly variable?: ((initial: tf.Tensor) => StepVariable) | undefined;
}

export interface TracedStep {
  /** May run on another thread; what it gives belongs to no scope. */
  elsewhere(...tensors: tf.Tensor[]): Promise<tf.Tensor[]>;
  dispose(): void;
}

export interface CompiledStep {
  /** As `advance`, on another thread. One at a time. @returns the reports of the batch's parts */
  run(store: VariableStore, input: StepInput): Promise<readonly tf.Tensor1D[]>;
  dispose(): void;
}

/** @param meet  where several processes meet between what they collect and the update */
export function compileStep(trainer: Trainer, compiler: StepCompiler, meet?: Meet): CompiledStep {
  let numbers: StepNumbers | undefined;
  const inParts = createCompiledParts(trainer, compiler, meet);
  const whole = compileReplacing(compiler, 1, (variables, [images, targets]) =>
    advanceTensors(trainer, variables, {
      images: images as tf.Tensor,
      targets: targets as tf.Tensor2D,
      numbers: () => numbers as StepNumbers,
      everyStep: (shape, compute) => compiler.everyCall(shape, compute),
    }),
  );
  return {
    async run(store, input) {
      const parts = divideBatch(input, trainer.accumulate);
      if (parts.length > 1 || meet) return inParts.run(store, { parts, whole: input });
      numbers = input;
      const { images, targets } = uploadBatch(input);
      try {
        return await whole.run(store, [images, targets]);
      } finally {
        tf.dispose([images, targets]);
      }
    },
    dispose() {
      whole.dispose();
      inParts.dispose();
    },
  };
}
