import { NodeProblem } from "../../definition/node-problem.ts";
import { formatShape, type Shape, type Size } from "../../shape.ts";

/** Shape of several inputs joined value by value; a size of 1 serves all, as in Keras' merging layers. */
export const alike = (inputs: readonly Shape[]): Shape =>
  inputs.reduce((joined, shape) => {
    if (shape.length !== joined.length) throw new NodeProblem(refusal(inputs));
    return joined.map((size, axis) => joinSize(size, shape[axis] ?? null, inputs));
  });

function joinSize(a: Size, b: Size, inputs: readonly Shape[]): Size {
  if (a === 1) return b;
  if (b === 1 || b === null || a === b) return a;
  if (a === null) return b;
  throw new NodeProblem(refusal(inputs));
}

const refusal = (inputs: readonly Shape[]): string =>
  `cannot join inputs of the shapes ${inputs.map(formatShape).join(", ")}. Give inputs of one shape.`;
