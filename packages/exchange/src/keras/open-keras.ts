// A Keras file to a Model: configuration to network, arrays to parameters, and nothing left over on either side.
import { parameterSpecs, type Network, type NetworkNode, type NetworkParameters, type ParameterArray } from "@xception/network";
import { checkNames, readKeras, WeightsError, type KerasFile } from "@xception/weights";

import type { Model } from "../model.ts";
import { findNamed } from "./arrays/find-named.ts";
import { findPositional, type FoundArrays } from "./arrays/find-positional.ts";
import { buildNetwork, type BuiltNetwork } from "./build-network.ts";
import { flatten } from "./graph/flatten.ts";
import type { KerasLayer, KerasModel } from "./graph/keras-model.ts";
import { parseModel } from "./graph/parse-model.ts";
import { toParameter } from "./to-parameter.ts";

/** Opens .h5, .hdf5 and .keras. @throws WeightsError, ModelError */
export async function openKeras(source: Blob): Promise<Model> {
  const file = await readKeras(source);
  if (file.config === undefined) {
    throw new WeightsError(
      "[openModel] The file holds weights, but no model. Open them into a network with openParameters, or save the whole model.",
    );
  }
  const model = parseModel(file.config);
  const built = buildNetwork(flatten(model), majorVersion(file));
  const found = find(file, model, built);
  const { nodes, parameters } = place(built, found);
  const network: Network = { name: model.name, nodes, outputs: built.outputs };
  checkNames("openModel", parameters, parameterSpecs(network));
  return { network, parameters };
}

function majorVersion({ kerasVersion }: KerasFile): number {
  return Number(/^(\d+)\./.exec(kerasVersion ?? "")?.[1] ?? 2);
}

function find(file: KerasFile, model: KerasModel, { converted }: BuiltNetwork): FoundArrays {
  const arraysOf = (layer: KerasLayer): readonly string[] => converted.get(layer)?.conversion.arrays ?? [];
  return file.layout === "positional" ? findPositional(file, model, arraysOf) : findNamed(file, model, arraysOf);
}

/** Names each layer's arrays as its node does. Those too many and those unclaimed keep a name of their own, for the report. */
function place(
  { nodes, converted }: BuiltNetwork,
  { byLayer, unclaimed }: FoundArrays,
): { nodes: NetworkNode[]; parameters: NetworkParameters } {
  const parameters = new Map<string, ParameterArray>();
  const constants = new Map<string, NetworkNode["options"]>();
  for (const [layer, { node, conversion }] of converted) {
    const arrays = (byLayer.get(layer) ?? []).map(toParameter);
    const names = conversion.arrays ?? [];
    if (conversion.constants) {
      constants.set(
        node,
        conversion.constants(new Map(names.flatMap((name, index) => (arrays[index] ? [[name, arrays[index].data] as const] : [])))),
      );
    } else if (!conversion.ignoresArrays) {
      arrays.forEach((array, index) => parameters.set(`${node}/${names[index] ?? `array ${String(index)}`}`, array));
    }
  }
  for (const [name, array] of unclaimed) parameters.set(name, toParameter(array));
  return { nodes: nodes.map((node) => ({ ...node, options: constants.get(node.name) ?? node.options })), parameters };
}
