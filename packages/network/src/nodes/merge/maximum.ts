// The largest of the inputs, place by place. Keras' Maximum.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { alike } from "./alike.ts";

export const maximum = defineMerge("maximum", { shape: alike, forward: (inputs) => inputs.reduce((a, b) => tf.maximum(a, b)) });
