// The mean of the inputs, place by place. Keras' Average.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { alike } from "./alike.ts";

export const average = defineMerge("average", {
  shape: alike,
  forward: (inputs) =>
    tf.div(
      inputs.reduce((a, b) => tf.add(a, b)),
      inputs.length,
    ),
});
