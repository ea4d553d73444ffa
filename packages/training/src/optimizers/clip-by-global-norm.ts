import * as tf from "@tensorflow/tfjs-core";

/**
 * Shrinks gradients together so that the length of all of them as one vector is at most `norm`. Keras' `global_clipnorm`.
 *
 * @example
 * clipByGlobalNorm([tf.tensor1d([3]), tf.tensor1d([4])], 1) // => [[0.6], [0.8]]
 */
export function clipByGlobalNorm(gradients: readonly tf.Tensor[], norm: number): tf.Tensor[] {
  return tf.tidy(() => {
    const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
    const length = tf.sqrt(tf.addN(squares));
    // Divided by the longer of both: 1 for gradients that are short enough.
    const factor = tf.div(norm, tf.maximum(length, norm));
    return gradients.map((gradient) => tf.mul(gradient, factor));
  });
}
