// The inputs' channels one after the other, as the towers of an Inception module (paper figure 1) end. Keras' Concatenate, last axis.
import * as tf from "@tensorflow/tfjs-core";

import { defineMerge } from "../../definition/define-merge.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { formatShape, type Shape } from "../../shape.ts";

export const concatenate = defineMerge("concatenate", {
  shape: (inputs) =>
    inputs.reduce((joined, shape) => {
      const last = shape.length - 1;
      const fits = shape.length === joined.length && shape.every((size, axis) => axis === last || agree(size, joined[axis]));
      if (!fits) throw new NodeProblem(refusal(inputs));
      const [a, b] = [joined[last] ?? null, shape[last] ?? null];
      return [...joined.slice(0, last).map((size, axis) => size ?? shape[axis] ?? null), a === null || b === null ? null : a + b];
    }),
  forward: (inputs) => tf.concat([...inputs], -1),
});

const agree = (a: number | null, b: number | null | undefined): boolean => a === b || a === null || b === null;

const refusal = (inputs: readonly Shape[]): string =>
  `cannot put channels of the shapes ${inputs.map(formatShape).join(", ")} side by side. Give inputs that differ in the last size only.`;
