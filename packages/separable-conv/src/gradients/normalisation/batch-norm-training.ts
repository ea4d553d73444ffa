// Batch normalisation with the batch's own statistics, also with a relu after it: one kernel gives all three gradients, because they share
// their sums. The statistics themselves have none: what is handed back for them is left aside.
import type * as tf from "@tensorflow/tfjs-core";

import { BatchNormRelu, BatchNormReluGrad, BatchNormTraining, BatchNormTrainingGrad } from "../../kernels/registry/kernel-names.ts";
import { runKernelOfMany } from "../../kernels/registry/run-kernel.ts";

type Three = [tf.Tensor, tf.Tensor, tf.Tensor];

export const batchNormTrainingGradient: tf.GradConfig = {
  kernelName: BatchNormTraining,
  inputsToSave: ["x", "scale"],
  outputsToSave: [false, true, true],
  gradFunc: (gradients, saved, attributes) => {
    const [dy] = gradients as [tf.Tensor];
    const [x, scale, mean, variance] = saved as [tf.Tensor, ...Three];
    // At once and not in the closures: the engine frees, after each, whatever else was made in it.
    return named(runKernelOfMany(BatchNormTrainingGrad, { dy, x, scale, mean, variance }, attributes));
  },
};

export const batchNormReluGradient: tf.GradConfig = {
  kernelName: BatchNormRelu,
  inputsToSave: ["x", "scale"],
  outputsToSave: [true, true, true],
  gradFunc: (gradients, saved, attributes) => {
    const [dy] = gradients as [tf.Tensor];
    const [x, scale, y, mean, variance] = saved as [tf.Tensor, tf.Tensor, ...Three];
    return named(runKernelOfMany(BatchNormReluGrad, { dy, x, y, scale, mean, variance }, attributes));
  },
};

function named(outputs: readonly tf.Tensor[]): ReturnType<tf.GradFunc> {
  const [dx, dscale, doffset] = outputs as Three;
  return { x: () => dx, scale: () => dscale, offset: () => doffset };
}
