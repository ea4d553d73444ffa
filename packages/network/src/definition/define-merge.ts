// Makes a node kind that joins two or more inputs and has neither options nor parameters.
import type { Tensor } from "@tensorflow/tfjs-core";

import type { Shape } from "../shape.ts";
import type { NodeKind } from "./node-kind.ts";
import { NodeProblem } from "./node-problem.ts";
import { resolveOptions } from "./resolve-options.ts";

export interface MergeDefinition {
  /** @throws NodeProblem where these shapes cannot be joined */
  readonly shape: (inputs: readonly Shape[]) => Shape;
  readonly forward: (inputs: readonly Tensor[]) => Tensor;
}

/** Defines a node kind with two or more inputs. */
export const defineMerge = (kind: string, { shape, forward }: MergeDefinition): NodeKind => ({
  kind,
  create: (given) => ({
    options: resolveOptions({}, given),
    idle: false,
    shape(inputs) {
      if (inputs.length < 2) throw new NodeProblem(`has ${inputs.length} inputs. It takes two or more.`);
      return shape(inputs);
    },
    parameters: () => ({}),
    multiplyAdds: () => 0,
    forward,
  }),
});
