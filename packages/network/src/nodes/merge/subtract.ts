// The first input minus the second. Keras' Subtract.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { alike } from "./alike.ts";

export const subtract = defineMerge("subtract", {
  shape(inputs) {
    if (inputs.length !== 2) throw new NodeProblem(`has ${inputs.length} inputs. It takes two.`);
    return alike(inputs);
  },
  forward: (inputs) => inputs.reduce((a, b) => tf.sub(a, b)),
});
