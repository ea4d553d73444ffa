// Adam (Kingma and Ba), as Keras computes it: the corrections of both means are drawn into the rate, and epsilon stands outside the root.
import * as tf from "@tensorflow/tfjs-core";

import { amountOf, type Optimizer, type Update } from "./optimizer.ts";

export interface Adam {
  readonly kind: "adam";
  /** How much of the mean gradient stays. Default 0.9. */
  readonly beta1?: number;
  /** How much of the mean square stays. Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-7. */
  readonly epsilon?: number;
}

//   m ← m + (gradient − m) · (1 − beta1)
//   v ← v + (gradient² − v) · (1 − beta2)
//   p ← p − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon)                     t: number of the step, from 1
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: Adam): Optimizer {
  const correctedRate = ({ rate, step }: Pick<Update, "rate" | "step">): number =>
    (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  return {
    slots: ["mean", "meanSquare"],
    update(update) {
      const { parameter, gradient, slots } = update;
      const [mean, meanSquare] = slots as [tf.Tensor, tf.Tensor]; // as declared above
      const approach = (old: tf.Tensor, now: tf.Tensor, share: number): tf.Tensor => tf.add(old, tf.mul(tf.sub(now, old), share));
      const first = approach(mean, gradient, 1 - beta1);
      const second = approach(meanSquare, tf.square(gradient), 1 - beta2);
      const corrected = amountOf(update, correctedRate);
      const change = tf.div(tf.mul(first, corrected), tf.add(tf.sqrt(second), epsilon));
      return { parameter: tf.sub(parameter, change), slots: [first, second] };
    },
  };
}
