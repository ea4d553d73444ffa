// (x − mean) / sqrt(variance) over the last axis, by constants that were measured on a data set. Keras' Normalization.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { numbers } from "../../definition/option-rule.ts";
import { features } from "../../definition/takes.ts";

/** What Keras divides by at least, so that a channel that never changes does not become infinite. */
export const smallestDeviation = 1e-7;

export const normalization = defineNode("normalization", {
  options: { mean: numbers(), variance: numbers() },
  takes: features,
  shape(input, { mean, variance }) {
    const channels = input.at(-1) as number;
    const [wrong] = [mean.length, variance.length].filter((length) => length !== 1 && length !== channels);
    if (wrong !== undefined) {
      throw new NodeProblem(`has ${wrong} means or variances for ${channels} channels. Give one for all or one each.`);
    }
    return input;
  },
  forward(x, _parameters, { mean, variance }) {
    const deviation = variance.map((value) => Math.max(Math.sqrt(value), smallestDeviation));
    return tf.div(tf.sub(x, tf.tensor1d([...mean])), tf.tensor1d(deviation));
  },
});
