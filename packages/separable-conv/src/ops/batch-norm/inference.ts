import * as tf from "@tensorflow/tfjs-core";

import { completeBatchNormOptions, type BatchNormOptions } from "./options.ts";

/**
 * Batch normalisation with the moving averages: what a trained network does, and a frozen one in training too.
 *
 * @param x  [..., C]
 * @returns  [..., C]
 * @throws ShapeError where the shapes do not go together, RangeError for an epsilon below 0
 *
 * @example
 * batchNorm.inference(tf.ones([1, 2, 2, 3]), { movingMean: tf.ones([3]), movingVariance: tf.ones([3]) }) // => all 0
 */
export function inference<X extends tf.Tensor>(x: X, options: BatchNormOptions): X {
  return tf.tidy(() => {
    const { movingMean, movingVariance, scale, offset, epsilon } = completeBatchNormOptions("batchNorm.inference", x, options);
    return tf.batchNorm(x, movingMean, movingVariance, offset, scale, epsilon) as X;
  });
}
