// All values of an image in one row, in row-major order [H, W, C]. Keras' Flatten.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { anything } from "../../definition/takes.ts";
import { countValues } from "../../shape.ts";

export const flatten = defineNode("flatten", {
  options: {},
  takes: anything,
  shape: (input) => [countValues(input)],
  forward: (x) => tf.reshape(x, [x.shape[0], -1]),
});
