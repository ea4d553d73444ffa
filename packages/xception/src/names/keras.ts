// Keras' files of bare weights, such as the published xception_weights_tf_dim_ordering_tf_kernels.h5, with and without top.
//
// Most layers have the names they have here. The shortcuts' convolutions and batch normalisations have none in Keras' code, so that files
// carry whatever its counter said (conv2d_1, batch_normalization, convolution2d_4); files of Keras 3 before 3.5 name no layer at all. What
// no name settles goes by shape, in the order of layers, which Keras keeps: [1, 1, 64, 128] can only be the first shortcut.
import { parameterSpecs, type Network, type ParameterArray } from "@xception/network";
import { checkNames, type KerasFile, type KerasLayer } from "@xception/weights";

import { toParameter } from "./to-parameter.ts";

interface WantedLayer {
  readonly node: string;
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/**
 * The parameters of a network from a Keras file.
 *
 * @throws WeightsError with all names that are missing, left over or of another shape
 */
export function kerasParameters(network: Network, file: KerasFile): ReadonlyMap<string, ParameterArray> {
  const wanted = new Map(wantedLayers(network).map((layer) => [layer.node, layer]));
  const parameters = new Map<string, ParameterArray>();
  const unnamed = givenLayers(file).filter((given) => {
    const layer = wanted.get(given.name);
    if (layer) assign(parameters, layer, given);
    return !wanted.delete(given.name);
  });
  for (const given of unnamed) {
    const layer = [...wanted.values()].find((one) => hasShapes(one, given));
    if (layer) wanted.delete(layer.node);
    assign(parameters, layer, given);
  }
  checkNames("Xception.load", parameters, parameterSpecs(network));
  return parameters;
}

/** Layers with arrays, in Keras' order; a file that gives no names lists classes by the alphabet, with a count each. */
function givenLayers({ layers, layout }: KerasFile): readonly (KerasLayer & { name: string })[] {
  const given = [...layers].map(([path, layer]) => ({ path, arrays: layer.arrays, name: layer.name ?? path }));
  const collator = new Intl.Collator("en", { numeric: true });
  if (layout === "positional") given.sort((a, b) => collator.compare(a.path, b.path));
  return given.filter(({ arrays }) => arrays.length > 0);
}

function wantedLayers(network: Network): readonly WantedLayer[] {
  const specs = [...parameterSpecs(network).values()];
  return network.nodes
    .map(({ name }) => ({
      node: name,
      parameters: specs.filter(({ node }) => node === name).map(({ parameter, shape }) => ({ name: parameter, shape })),
    }))
    .filter(({ parameters }) => parameters.length > 0);
}

function hasShapes({ parameters }: WantedLayer, { arrays }: KerasLayer): boolean {
  const shape = (one: { readonly shape: readonly number[] } | undefined): string => String(one?.shape);
  return arrays.length === parameters.length && arrays.every(({ array }, index) => shape(array) === shape(parameters[index]));
}

/** Arrays go over in Keras' order; those that have no place keep their own names, for the report. */
function assign(parameters: Map<string, ParameterArray>, layer: WantedLayer | undefined, given: KerasLayer & { name: string }): void {
  given.arrays.forEach(({ name, array }, index) => {
    const ours = layer?.parameters[index]?.name;
    parameters.set(layer && ours !== undefined ? `${layer.node}/${ours}` : `${given.name}/${name}`, toParameter(array));
  });
}
