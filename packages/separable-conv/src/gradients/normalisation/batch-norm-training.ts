// Batch normalisation with the batch's own statistics: one kernel gives all three gradients, because they share their sums.
// The statistics themselves have none: what is handed back for them is left aside.
import type * as tf from "@tensorflow/tfjs-core";

import { BatchNormTraining, BatchNormTrainingGrad } from "../../kernels/registry/kernel-names.ts";
import { runKernelOfMany } from "../../kernels/registry/run-kernel.ts";

export const batchNormTrainingGradient: tf.GradConfig = {
  kernelName: BatchNormTraining,
  inputsToSave: ["x", "scale"],
  outputsToSave: [false, true, true],
  gradFunc: (gradients, saved, attributes) => {
    const [dy] = gradients as [tf.Tensor];
    const [x, scale, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    // At once and not in the closures: the engine frees, after each, whatever else was made in it.
    const outputs = runKernelOfMany(BatchNormTrainingGrad, { dy, x, scale, mean, variance }, attributes);
    const [dx, dscale, doffset] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    return { x: () => dx, scale: () => dscale, offset: () => doffset };
  },
};
