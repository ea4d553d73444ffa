// Batch normalisation of a training step as TensorFlow's fused operation, which reads x twice where the composed way reads it five times.
import * as tf from "@tensorflow/tfjs-core";

import * as composed from "../composed/batch-norm-training.ts";
import { BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { float, ofFloat, onGraphicsCard, runOperation, text, truth } from "./operation.ts";

type Inputs = Record<"x" | "dy", tf.Tensor> & Record<"scale" | "offset" | "mean" | "variance", tf.Tensor1D>;

const attributes = (epsilon: number): Parameters<typeof runOperation>[3] => [
  ...[ofFloat("T"), ofFloat("U"), float("epsilon", epsilon), text("data_format", "NHWC"), truth("is_training", true)],
];

/**
 * The operation's version. Both compute the same, but on a processor a traced function of bfloat16 keeps version 2 in float32, as
 * @xception/tensorflow asks (`environmentOf`): oneDNN has fast code for bfloat16 only where the channels come in sixteens. In a step of
 * Xception, 728 channels nearly everywhere, that takes 10 % less processor time (299 pixels, batch 4, 2 threads of an AMD EPYC, TensorFlow
 * 2.21, in turns: 1,546 ms against 1,715), and makes no difference to float32.
 */
const versionOf = (backend: unknown, { size }: tf.Tensor1D): 2 | 3 => (size % 16 === 0 || onGraphicsCard(backend) ? 3 : 2);

/** The operation takes images only: whatever comes before the channels is laid out as N places of one pixel. */
const asImages = (x: tf.Tensor): tf.Tensor4D => (x.rank === 4 ? (x as tf.Tensor4D) : tf.reshape(x, [-1, 1, 1, x.shape.at(-1) ?? 1]));

export const batchNormTraining: Replacement = {
  kernelName: BatchNormTraining,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs, backend }) =>
    tf.tidy(() => {
      const { x, scale, offset } = inputs as unknown as Inputs;
      const options = [...attributes(attrs?.["epsilon"] as number), float("exponential_avg_factor", 1)];
      // With a factor of 1 the moving averages that come back are the batch's own, whatever those were that went in.
      const given = [asImages(x), scale, offset, scale, scale];
      const [y, mean, corrected] =
        versionOf(backend, scale) === 3
          ? runOperation(backend, "FusedBatchNormV3", given, options, 6)
          : runOperation(backend, "FusedBatchNormV2", given, options, 5);
      const places = x.size / scale.size;
      // TensorFlow divides the sum of squares by one place less; Keras and this package divide by all of them.
      const variance = tf.mul(corrected as tf.Tensor, Math.max(places - 1, 1) / places);
      return [tf.reshape(y as tf.Tensor, x.shape), mean as tf.Tensor, variance];
    }),
};

export const batchNormTrainingGrad: Replacement = {
  kernelName: BatchNormTrainingGrad,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs, backend }) =>
    tf.tidy(() => {
      const { dy, x, scale, mean, variance } = inputs as unknown as Inputs;
      const epsilon = attrs?.["epsilon"] as number;
      // On a graphics card the operation wants what cuDNN kept of the forward pass, which this gradient is not given.
      if (onGraphicsCard(backend)) return composed.batchNormTrainingGrad(dy, x, scale, mean, variance, epsilon);
      const given = [asImages(dy), asImages(x), scale, mean, variance];
      const [dx, dscale, doffset] =
        versionOf(backend, scale) === 3
          ? runOperation(backend, "FusedBatchNormGradV3", [...given, tf.scalar(0)], attributes(epsilon), 5)
          : runOperation(backend, "FusedBatchNormGradV2", given, attributes(epsilon), 5);
      return [tf.reshape(dx as tf.Tensor, x.shape), dscale as tf.Tensor, doffset as tf.Tensor];
    }),
};
