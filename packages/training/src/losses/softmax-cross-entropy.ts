// Cross-entropy of one class among K, from logits. With p = softmax(logits) and targets that sum to 1:
//   loss    = −1/N · Σ targets · log p            log p = shifted − log Σ exp(shifted), shifted = logits − max: no overflow, no log of 0
//   dlogits = (p − targets) / N                   one subtraction instead of the gradients of eight operations
// tf.nn.softmax_cross_entropy_with_logits; Keras' CategoricalCrossentropy(from_logits=True).
import * as tf from "@tensorflow/tfjs-core";

/**
 * The mean over the batch.
 *
 * @param logits   [N, K]
 * @param targets  [N, K], each row sums to 1; has no gradient
 * @returns        []
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const share = 1 / logits.shape[0];
  return tf.customGrad((given, save) => {
    const scores = given as tf.Tensor2D;
    const shifted = tf.sub(scores, tf.max(scores, 1, true));
    const exponents = tf.exp(shifted);
    const sums = tf.sum(exponents, 1, true);
    (save as tf.GradSaveFunc)([tf.div(exponents, sums)]);
    return {
      value: tf.mul(tf.sum(tf.mul(targets, tf.sub(tf.log(sums), shifted))), share),
      gradFunc: (dy: tf.Tensor, [probabilities]: tf.Tensor[]) => tf.mul(tf.sub(probabilities as tf.Tensor, targets), tf.mul(dy, share)),
    };
  })(logits) as tf.Scalar;
}

/** The loss of one example on the host, in double precision. */
export function softmaxCrossEntropyOf(logits: ArrayLike<number>, targets: ArrayLike<number>): number {
  let highest = -Infinity;
  for (let index = 0; index < logits.length; index++) highest = Math.max(highest, logits[index] as number);
  let sum = 0;
  for (let index = 0; index < logits.length; index++) sum += Math.exp((logits[index] as number) - highest);
  const logarithm = Math.log(sum) + highest;
  let loss = 0;
  for (let index = 0; index < logits.length; index++) {
    const target = targets[index] as number;
    if (target !== 0) loss += target * (logarithm - (logits[index] as number));
  }
  return loss;
}
