// Polyak averaging: evaluation uses a moving average of the parameters instead of the last ones; the paper does so for all models, §4.2,
// without its decay. Moving statistics are averaged too, so that they belong to the averaged parameters.
import * as tf from "@tensorflow/tfjs-core";

import type { Amount } from "./optimizer.ts";

export interface PolyakOptions {
  /** How much of the average stays at each step, such as 0.999. */
  readonly decay: number;
  /** Keep less at first, min(decay, (1 + step) / (10 + step)), so that the first parameters are soon forgotten. Default true. */
  readonly warmUp?: boolean;
}

/** The decay at a step, counted from 1; tf.train.ExponentialMovingAverage with and without `num_updates`. */
export function polyakDecay({ decay, warmUp = true }: PolyakOptions, step: number): number {
  return warmUp ? Math.min(decay, (1 + step) / (10 + step)) : decay;
}

/**
 * average + (value − average) · share: the small change is computed first, so that a decay near 1 keeps its digits.
 *
 * @param share  1 − decay
 */
export function moveAverage(average: tf.Tensor1D, value: tf.Tensor1D, share: Amount): tf.Tensor1D {
  return tf.tidy(() => tf.add(average, tf.mul(tf.sub(value, average), share)));
}
