// Batch normalisation with given statistics: y = (x − mean) · r · scale + offset, with r = 1 / √(variance + epsilon).
//   dx = dy · scale · r      dscale = Σ dy · (x − mean) · r      doffset = Σ dy
//   dmean = −Σ dy · scale · r      dvariance = −½ · scale · r³ · Σ dy · (x − mean)
// Frozen statistics ask for the first line only; networks that take the batch's statistics with tf.moments ask for the second too.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";
import { sumTo } from "../sum-to.ts";

// TensorFlow.js cannot keep an input that was not given: without a scale its engine stops in the forward pass of a training step.
// This package's batchNorm therefore always gives one.
export const fusedBatchNormGradient = gradientOf(
  tf.FusedBatchNorm,
  { inputs: ["x", "mean", "variance", "scale"] },
  (dy, saved, { varianceEpsilon }) => {
    const [x, mean, variance, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const inverse = (): tf.Tensor => tf.rsqrt(tf.add(variance, varianceEpsilon as number));
    const weighted = (): tf.Tensor => tf.mul(dy, tf.mul(scale, inverse()));
    const centred = (): tf.Tensor => sumTo(mean.shape, tf.mul(dy, tf.sub(x, mean)));
    return {
      x: weighted,
      scale: () => tf.mul(centred(), inverse()),
      offset: () => sumTo(mean.shape, dy),
      mean: () => tf.neg(sumTo(mean.shape, weighted())),
      variance: () => tf.mul(tf.mul(centred(), tf.mul(scale, -0.5)), tf.pow(inverse(), 3)),
    };
  },
);
