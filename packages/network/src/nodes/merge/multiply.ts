// The product of the inputs, as in squeeze and excitation. Keras' Multiply.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { alike } from "./alike.ts";

export const multiply = defineMerge("multiply", { shape: alike, forward: (inputs) => inputs.reduce((a, b) => tf.mul(a, b)) });
