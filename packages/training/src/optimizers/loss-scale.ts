// Losses scaled for gradients in float16, whose least value above 0 is 6e-8: the loss is multiplied by a factor before the way back, and the
// gradients are divided by it after. The factor is as large as it can be: Micikevicius et al., Mixed Precision Training (2018), §3.2, with
// the numbers of Keras' LossScaleOptimizer.
import * as tf from "@tensorflow/tfjs-core";

export interface LossScaleOptions {
  /** The first factor; default 32,768. */
  readonly first?: number;
  /** Updates in a row after which the factor doubles; default 2,000. */
  readonly growEvery?: number;
}

/** Its name among an optimizer's slots, which belong to parameters otherwise. */
export const lossScaleSlot = "lossScale";

/** What changes: [2], the factor, and the updates since it was changed. */
export const firstLossScale = ({ first = 2 ** 15 }: LossScaleOptions): Float32Array => Float32Array.of(first, 0);

/** The factor of now. */
export const factorOf = (scale: tf.Tensor1D): tf.Scalar => tf.reshape(tf.slice(scale, 0, 1), []);

/** Whether no value of any gradient is infinite or not a number: a boolean on the device. */
export function areFinite(gradients: readonly tf.Tensor[]): tf.Scalar {
  return tf.tidy(() => tf.all(tf.stack(gradients.map((gradient) => tf.all(tf.isFinite(gradient))))));
}

/** The factor for the next step: half where gradients were not finite, at least 1, and double where they have been for long enough. */
export function nextLossScale(scale: tf.Tensor1D, finite: tf.Scalar, { growEvery = 2000 }: LossScaleOptions): tf.Tensor1D {
  return tf.tidy(() => {
    const calm = tf.add<tf.Tensor1D>(scale, tf.tensor1d([0, 1]));
    const grows = tf.greaterEqual(tf.slice(calm, 1, 1), growEvery);
    const kept = tf.where(grows, tf.mul<tf.Tensor1D>(scale, tf.tensor1d([2, 0])), calm);
    return tf.where(finite, kept, tf.maximum<tf.Tensor1D>(tf.mul(scale, tf.tensor1d([0.5, 0])), tf.tensor1d([1, 0])));
  });
}
