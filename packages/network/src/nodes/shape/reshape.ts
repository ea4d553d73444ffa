// The same values in another shape. Keras' Reshape.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { sizes } from "../../definition/option-rule.ts";
import { anything } from "../../definition/takes.ts";
import { countValues, formatShape } from "../../shape.ts";

export const reshape = defineNode("reshape", {
  options: { shape: sizes() },
  takes: anything,
  shape(input, { shape }) {
    const values = countValues(input);
    if (values !== null && values !== countValues(shape)) {
      throw new NodeProblem(`cannot give ${formatShape(input)} the shape ${formatShape(shape)}. Give a shape of ${values} values.`);
    }
    return shape;
  },
  forward: (x, _parameters, { shape }) => tf.reshape(x, [x.shape[0], ...shape]),
});
