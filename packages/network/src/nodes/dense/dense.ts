// Every unit sees all features of the last axis. Keras' Dense.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D } from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { count, flag } from "../../definition/option-rule.ts";
import { offset, weight } from "../../definition/parameter-spec.ts";
import { features } from "../../definition/takes.ts";
import { end } from "../activation/ending.ts";
import { activationOption } from "../activation/functions.ts";

export const dense = defineNode("dense", {
  options: { units: count(), bias: flag(true), activation: activationOption() },
  takes: features,
  foldsInto: "kernel",
  pointwise: () => "kernel",
  shape: (input, { units }) => [...input.slice(0, -1), units],
  parameters: (input, { units, bias }) => ({
    kernel: weight(input.at(-1) as number, units),
    ...(bias && { bias: offset(units) }),
  }),
  multiplyAdds: (outputValues, input) => outputValues * (input.at(-1) as number),
  forward(x, parameters, { units, bias, activation }) {
    const places = x.shape.slice(0, -1);
    const a: Tensor2D = tf.reshape(x, [-1, x.shape.at(-1) as number]);
    const b = parameters("kernel") as Tensor2D;
    const y = end(
      { bias: bias ? parameters("bias") : undefined, activation },
      (fused) => tf.fused.matMul({ a, b, ...fused }),
      () => tf.matMul(a, b),
    );
    return tf.reshape(y, [...places, units]);
  },
});
