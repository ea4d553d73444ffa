// Batch normalisation of a training step as TensorFlow's fused operation, which reads x twice where the composed way reads it five times,
// alone and with a relu after it.
import * as tf from "@tensorflow/tfjs-core";

import * as composed from "../composed/batch-norm-training.ts";
import { BatchNormRelu, BatchNormReluGrad, BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { asImages, attributesOf, normaliseBatch, versionOf } from "./normalise-batch.ts";
import { onGraphicsCard, runOperation } from "./operation.ts";
import { reluBack } from "./relu-grad.ts";

type Inputs = Record<"x" | "y" | "dy", tf.Tensor> & Record<"scale" | "offset" | "mean" | "variance", tf.Tensor1D>;

const normalising = (kernelName: string, relu: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, scale, offset } = inputs as unknown as Inputs;
    return tf.tidy(() => normaliseBatch(backend, { x, scale, offset, epsilon: attrs?.["epsilon"] as number, relu }));
  },
});

const goingBack = (kernelName: string, relu: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, y, ...normalised } = inputs as unknown as Inputs;
    return tf.tidy(() => backpropagate(backend, { ...normalised, dy: relu ? reluBack(backend, dy, y) : dy }, attrs?.["epsilon"] as number));
  },
});

function backpropagate(backend: unknown, given: Omit<Inputs, "y" | "offset">, epsilon: number): tf.Tensor[] {
  const { dy, x, scale, mean, variance } = given;
  // On a graphics card the operation wants what cuDNN kept of the forward pass, which this gradient is not given.
  if (onGraphicsCard(backend)) return composed.batchNormTrainingGrad(dy, x, scale, mean, variance, epsilon);
  const tensors = [asImages(dy), asImages(x), scale, mean, variance];
  const [dx, dscale, doffset] = (
    versionOf(backend, scale) === 3
      ? runOperation(backend, "FusedBatchNormGradV3", [...tensors, tf.scalar(0)], attributesOf(epsilon, true), 5)
      : runOperation(backend, "FusedBatchNormGradV2", tensors, attributesOf(epsilon, true), 5)
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return [tf.reshape(dx, x.shape), dscale, doffset];
}

export const batchNorms: readonly Replacement[] = [
  normalising(BatchNormTraining, false),
  normalising(BatchNormRelu, true),
  goingBack(BatchNormTrainingGrad, false),
  goingBack(BatchNormReluGrad, true),
];
