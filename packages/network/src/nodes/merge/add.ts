// The sum of the inputs, as at the end of every residual module (paper figure 5). Keras' Add.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { alike } from "./alike.ts";

export const add = defineMerge("add", { shape: alike, forward: (inputs) => inputs.reduce((a, b) => tf.add(a, b)) });
