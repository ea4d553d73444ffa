// Makes a node kind out of what is particular to it. One input; for kinds that join several see define-merge.ts.
import type { Tensor } from "@tensorflow/tfjs-core";

import type { NodeOptions } from "../network.ts";
import { formatShape, type Shape } from "../shape.ts";
import type { ForwardContext, NodeBehaviour, NodeKind, ParameterTensors } from "./node-kind.ts";
import { NodeProblem } from "./node-problem.ts";
import type { OptionRules, OptionsOf } from "./option-rule.ts";
import type { ParameterSpecs } from "./parameter-spec.ts";
import { resolveOptions } from "./resolve-options.ts";
import type { Takes } from "./takes.ts";

/** What is particular to a kind; see NodeKind and NodeBehaviour for the meaning of each. */
export interface NodeDefinition<Rules extends OptionRules, S extends Shape> {
  readonly options: Rules;
  readonly takes: Takes<S>;
  readonly shape: (input: S, options: OptionsOf<Rules>) => Shape;
  readonly parameters?: (input: S, options: OptionsOf<Rules>) => ParameterSpecs;
  readonly multiplyAdds?: (outputValues: number, input: S, options: OptionsOf<Rules>) => number;
  readonly forward: (x: Tensor, parameters: ParameterTensors, options: OptionsOf<Rules>, context: ForwardContext) => Tensor;
  readonly foldsInto?: string;
  readonly idle?: (options: OptionsOf<Rules>) => boolean;
  readonly pointwise?: (options: OptionsOf<Rules>) => string | undefined;
}

/** Defines a node kind with one input. */
export function defineNode<Rules extends OptionRules, S extends Shape>(kind: string, definition: NodeDefinition<Rules, S>): NodeKind {
  const { takes, shape, parameters, multiplyAdds, forward, foldsInto, idle, pointwise } = definition;
  const only = (inputs: readonly Shape[]): S => {
    const [input] = inputs;
    if (!input || inputs.length > 1) throw new NodeProblem(`has ${inputs.length} inputs. It takes one.`);
    if (takes.accepts(input)) return input;
    throw new NodeProblem(`takes ${takes.expected}, but its input is ${formatShape(input)}. ${takes.remedy}`);
  };
  return {
    kind,
    ...(foldsInto === undefined ? {} : { foldsInto }),
    create(given: NodeOptions): NodeBehaviour {
      const resolved = resolveOptions(definition.options, given);
      const options = resolved as OptionsOf<Rules>; // resolveOptions has asked every rule
      const mixing = pointwise?.(options);
      return {
        options: resolved,
        idle: idle?.(options) ?? false,
        ...(mixing !== undefined && { pointwise: mixing }),
        shape: (inputs) => shape(only(inputs), options),
        parameters: (inputs) => parameters?.(only(inputs), options) ?? {},
        multiplyAdds: (inputs, outputValues) => multiplyAdds?.(outputValues, only(inputs), options) ?? 0,
        forward: (inputs, weights, context) => forward(inputs[0] as Tensor, weights, options, context), // the shape rule has counted them
      };
    },
  };
}
