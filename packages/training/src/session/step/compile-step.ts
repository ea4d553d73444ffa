// A step as one operation: what `advance` does is recorded once for each size of batch. What makes operations of functions is handed in, so
// that this package knows nothing of TensorFlow.
import * as tf from "@tensorflow/tfjs-core";

import { fillVariables, listTensors } from "../variables/map-variables.ts";
import type { Variables } from "../variables/variables.ts";
import { advanceTensors, type StepOutput } from "./advance.ts";
import { leaveKept } from "./leave-kept.ts";
import { createCompiledParts } from "./parts/compiled-parts.ts";
import type { Meet } from "./parts/meet-on-host.ts";
import { divideBatch } from "./parts/divide-batch.ts";
import { uploadBatch, type StepInput, type StepNumbers } from "./step-input.ts";
import type { Trainer } from "./trainer.ts";

/** Makes functions of tensors run as one operation: @xception/tensorflow has both. */
export interface StepCompiler {
  /**
   * Whether parameters stay laid end to end, because each operation still has its price. Default false: each is updated by itself.
   */
  readonly keepsGroups?: boolean;
  /** Records `fn` at its first call with tensors of certain shapes, and runs what it recorded. */
  trace(fn: (...tensors: tf.Tensor[]) => tf.Tensor[]): TracedStep;
  /** Within `fn`: a tensor that is computed anew at every call. */
  everyCall(shape: readonly number[], compute: () => Float32Array): tf.Tensor;
}

export interface TracedStep {
  /** May run on another thread; what it gives belongs to no scope. */
  elsewhere(...tensors: tf.Tensor[]): Promise<tf.Tensor[]>;
  dispose(): void;
}

export interface CompiledStep {
  /** As `advance`, on another thread. One at a time. */
  run(variables: Variables, input: StepInput): Promise<StepOutput>;
  dispose(): void;
}

/** @param meet  where several processes meet between what they collect and the update */
export function compileStep(trainer: Trainer, compiler: StepCompiler, meet?: Meet): CompiledStep {
  let form: Variables | undefined;
  let numbers: StepNumbers | undefined;
  const inParts = createCompiledParts(trainer, compiler, meet);
  const traced = compiler.trace((images, targets, ...tensors) => {
    const { variables, reports } = advanceTensors(trainer, fillVariables(form as Variables, tensors), {
      images,
      targets: targets as tf.Tensor2D,
      numbers: () => numbers as StepNumbers,
      everyStep: (shape, compute) => compiler.everyCall(shape, compute),
    });
    return leaveKept([...reports, ...listTensors(variables)]);
  });
  return {
    async run(variables, input) {
      const parts = divideBatch(input, trainer.accumulate);
      if (parts.length > 1 || meet) return inParts.run(variables, { parts, whole: input });
      [form, numbers] = [variables, input];
      const { images, targets } = uploadBatch(input);
      try {
        const [report, ...tensors] = await traced.elsewhere(images, targets, ...listTensors(variables));
        return { reports: [report as tf.Tensor1D], variables: fillVariables(variables, tensors) };
      } finally {
        tf.dispose([images, targets]);
      }
    },
    dispose() {
      traced.dispose();
      inParts.dispose();
    },
  };
}
