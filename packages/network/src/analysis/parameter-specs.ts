import { nameProblem } from "../definition/name-problem.ts";
import type { ParameterSpec } from "../definition/parameter-spec.ts";
import { maximumParameterValues, maximumValues } from "../limits.ts";
import { NetworkError } from "../network-error.ts";
import type { Network } from "../network.ts";
import { countValues, formatShape, type Shape } from "../shape.ts";
import { inferShapes, type ShapeOptions } from "./infer-shapes.ts";
import { plan } from "./plan.ts";

/** A parameter of a network and the node that owns it. */
export interface NetworkParameterSpec extends ParameterSpec {
  readonly node: string;
  /** Its name within the node, such as `kernel`. */
  readonly parameter: string;
}

/**
 * What parameters a network has, by `node/parameter`, in the order of its nodes.
 *
 * @throws NetworkError where shapes do not fit, or parameters would be too large to be meant
 *
 * @example
 * parameterSpecs(network).get("block1_conv1/kernel") // => { shape: [3, 3, 3, 32], trainable: true, initialiser: "glorotUniform", … }
 */
export function parameterSpecs(network: Network, options: ShapeOptions = {}): ReadonlyMap<string, NetworkParameterSpec> {
  return listParameters("parameterSpecs", network, inferShapes("parameterSpecs", network, options));
}

/** As `parameterSpecs`, on shapes that are known already. */
export function listParameters(
  caller: string,
  network: Network,
  shapes: ReadonlyMap<string, Shape>,
): ReadonlyMap<string, NetworkParameterSpec> {
  const specs = new Map<string, NetworkParameterSpec>();
  let total = 0;
  for (const { node, behaviour } of plan(caller, network)) {
    const inputs = node.inputs.map((input) => shapes.get(input) as Shape); // every node has a shape
    for (const [parameter, spec] of Object.entries(nameProblem(caller, node, () => behaviour.parameters(inputs)))) {
      const values = countValues(spec.shape) as number; // parameters have no open sizes
      total += values;
      if (values > maximumValues || total > maximumParameterValues) {
        throw new NetworkError(
          `[${caller}] ${node.kind} "${node.name}" wants a ${parameter} of ${formatShape(spec.shape)}: an array may have ${maximumValues} values and all together ${maximumParameterValues}. Use a smaller network.`,
        );
      }
      specs.set(`${node.name}/${parameter}`, { ...spec, node: node.name, parameter });
    }
  }
  return specs;
}
