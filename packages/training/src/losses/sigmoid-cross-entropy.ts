// Cross-entropy of K independent yes-or-no questions, from logits: several classes may be in one image, as in JFT (paper §4.1).
//   loss    = 1/(N·K) · Σ max(x, 0) − x · target + log(1 + exp(−|x|))        no overflow for any x
//   dlogits = (sigmoid(x) − target) / (N·K)
// Keras' BinaryCrossentropy(from_logits=True): the mean over classes, then over the batch.
import * as tf from "@tensorflow/tfjs-core";

/**
 * The mean over classes and batch.
 *
 * @param logits   [N, K]
 * @param targets  [N, K], each from 0 to 1; has no gradient
 * @returns        []
 */
export function sigmoidCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const share = 1 / logits.size;
  return tf.customGrad((given, save) => {
    const x = given as tf.Tensor2D;
    (save as tf.GradSaveFunc)([x]);
    const linear = tf.sub(tf.relu(x), tf.mul(x, targets));
    const rest = tf.log(tf.add(tf.exp(tf.neg(tf.abs(x))), 1));
    return {
      value: tf.mul(tf.sum(tf.add(linear, rest)), share),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(tf.sub(tf.sigmoid(saved as tf.Tensor), targets), tf.mul(dy, share)),
    };
  })(logits) as tf.Scalar;
}

/** The loss of one example on the host, in double precision. */
export function sigmoidCrossEntropyOf(logits: ArrayLike<number>, targets: ArrayLike<number>): number {
  let loss = 0;
  for (let index = 0; index < logits.length; index++) {
    const x = logits[index] as number;
    loss += Math.max(x, 0) - x * (targets[index] as number) + Math.log1p(Math.exp(-Math.abs(x)));
  }
  return loss / logits.length;
}
