// RMSprop: a gradient is divided by the root of a running mean of its square. Keras' RMSprop, with epsilon under the root. The paper trains
// on JFT with momentum 0.9, §4.2, and does not state rho or epsilon: these defaults are Keras', but for the momentum.
// TensorFlow's own recipe for Inception-like networks used epsilon 1, which damps the first steps far more.
import * as tf from "@tensorflow/tfjs-core";

import { amountOf, rateOf, type Optimizer } from "./optimizer.ts";

export interface RMSprop {
  readonly kind: "rmsprop";
  /** How much of the mean square stays. Default 0.9. */
  readonly rho?: number;
  /** Default 0.9. */
  readonly momentum?: number;
  /** Default 1e-7. */
  readonly epsilon?: number;
}

//   v ← rho · v + (1 − rho) · gradient²
//   m ← momentum · m + rate · gradient / √(v + epsilon)
//   p ← p − m
export function rmsprop({ rho = 0.9, momentum = 0.9, epsilon = 1e-7 }: RMSprop): Optimizer {
  return {
    slots: momentum === 0 ? ["meanSquare"] : ["meanSquare", "momentum"],
    update(update) {
      const {
        parameter,
        gradient,
        slots: [meanSquare, velocity],
      } = update;
      const rate = amountOf(update, rateOf);
      const square = tf.add(tf.mul(meanSquare as tf.Tensor, rho), tf.mul(tf.square(gradient), 1 - rho)); // always a slot
      const increment = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(square, epsilon)));
      if (!velocity) return { parameter: tf.sub(parameter, increment), slots: [square] };
      const now = tf.add(tf.mul(velocity, momentum), increment);
      return { parameter: tf.sub(parameter, now), slots: [square, now] };
    },
  };
}
