// x · scale + offset, the same for every value. Keras' Rescaling.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { number } from "../../definition/option-rule.ts";
import { anything } from "../../definition/takes.ts";

export const rescaling = defineNode("rescaling", {
  options: { scale: number(), offset: number(0) },
  takes: anything,
  shape: (input) => input,
  forward: (x, _parameters, { scale, offset }) => tf.add(tf.mul(x, scale), offset),
});
