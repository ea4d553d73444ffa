// In training a share of the values becomes 0 and the others grow, so that their mean stays; in inference nothing. Keras' Dropout.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { number } from "../../definition/option-rule.ts";
import { anything } from "../../definition/takes.ts";
import { createRandom } from "../../initialise/random.ts";

export const dropout = defineNode("dropout", {
  options: { rate: number(undefined, 0, 1) },
  takes: anything,
  idle: () => true,
  shape: (input) => input,
  forward(x, _parameters, { rate }, context) {
    if (!context.training || rate === 0) return x;
    if (rate === 1) return tf.zerosLike(x); // not 0 · ∞
    return tf.mul(
      x,
      context.draw(x.shape, () => mask(x.size, rate, context.seed())),
    );
  },
});

/** Factors 0, with the probability `rate`, or 1 / (1 − rate). */
function mask(length: number, rate: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const kept = 1 / (1 - rate);
  return new Float32Array(length).map(() => (random() < rate ? 0 : kept));
}
