// The largest value of each channel over the whole image. Keras' GlobalMaxPooling2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { flag } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";

export const globalMaxPool = defineNode("globalMaxPool", {
  options: { keepDimensions: flag(false) },
  takes: image,
  shape: ([, , channels], { keepDimensions }) => (keepDimensions ? [1, 1, channels] : [channels]),
  forward: (x, _parameters, { keepDimensions }) => tf.max(x, [1, 2], keepDimensions),
});
