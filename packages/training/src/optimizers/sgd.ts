// Stochastic gradient descent with momentum. Keras' SGD: the learning rate is inside the momentum, so that a fall of the rate acts at once
// on new gradients only. The paper trains on ImageNet with momentum 0.9, §4.2.
import * as tf from "@tensorflow/tfjs-core";

import { amountOf, rateOf, type Optimizer } from "./optimizer.ts";

export interface SGD {
  readonly kind: "sgd";
  /** Default 0: none. */
  readonly momentum?: number;
  /** Look ahead by one more step of momentum. Default false. */
  readonly nesterov?: boolean;
}

//   m ← momentum · m − rate · gradient
//   p ← p + m                                   or, with Nesterov:  p ← p + momentum · m − rate · gradient
export function sgd({ momentum = 0, nesterov = false }: SGD): Optimizer {
  return {
    slots: momentum === 0 ? [] : ["momentum"],
    update(update) {
      const {
        parameter,
        gradient,
        slots: [velocity],
      } = update;
      const descent = tf.mul(gradient, amountOf(update, rateOf));
      if (!velocity) return { parameter: tf.sub(parameter, descent), slots: [] };
      const now = tf.sub(tf.mul(velocity, momentum), descent);
      const ahead = nesterov ? tf.sub(tf.mul(now, momentum), descent) : now;
      return { parameter: tf.add(parameter, ahead), slots: [now] };
    },
  };
}
