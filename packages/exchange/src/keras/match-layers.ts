// Keras' files of bare weights to the parameters of a network that is known: by the layers' names, and where the file has none, by class
// and order, as Keras itself matches them.
import type { NetworkParameterSpec, NetworkParameters, Network, ParameterArray } from "@xception/network";
import type { KerasFile, KerasLayer } from "@xception/weights";

import { pathForm } from "./arrays/path-form.ts";
import { toParameter } from "./to-parameter.ts";

/** The class whose name Keras 3 writes in paths, by node kind. */
const pathNames: Readonly<Record<string, string>> = {
  conv: "conv2d",
  depthwiseConv: "depthwise_conv2d",
  separableConv: "separable_conv2d",
  dense: "dense",
  batchNorm: "batch_normalization",
};

type Arrays = KerasLayer["arrays"];

/** Arrays that belong to no node keep the file's names for them, so that a check of names tells them. */
export function matchLayers(file: KerasFile, network: Network, specs: ReadonlyMap<string, NetworkParameterSpec>): NetworkParameters {
  const namesOf = new Map<string, string[]>();
  for (const [name, { node }] of specs) namesOf.set(node, [...(namesOf.get(node) ?? []), name]);
  const named = new Set([...file.layers.values()].flatMap(({ name }) => (name !== undefined && namesOf.has(name) ? [name] : [])));
  const paths = pathsOf(network, file);
  const nodeOf = (key: string, { name }: KerasLayer): string | undefined => {
    if (name !== undefined && named.has(name)) return name;
    const node = paths.get(key);
    return node !== undefined && !named.has(node) ? node : undefined;
  };
  const parameters = new Map<string, ParameterArray>();
  for (const [key, layer] of file.layers) {
    const node = nodeOf(key, layer);
    const owned: Iterable<readonly [string, Arrays]> =
      node === undefined ? byOwner(layer.name ?? key, layer.arrays) : [[node, layer.arrays]];
    for (const [owner, arrays] of owned) {
      const names = namesOf.get(owner) ?? [];
      arrays.forEach(({ name, array }, index) => parameters.set(names[index] ?? `${owner}/${name}`, toParameter(array)));
    }
  }
  return parameters;
}

/** `layers/conv2d_1` and so on, counted over the nodes of each kind. */
function pathsOf({ nodes }: Network, file: KerasFile): ReadonlyMap<string, string> {
  const { list, step } = pathForm(file);
  const counts = new Map<string, number>();
  const paths = new Map<string, string>();
  for (const { name, kind } of nodes) {
    const path = pathNames[kind];
    if (path === undefined) continue;
    const count = counts.get(path) ?? 0;
    counts.set(path, count + step);
    paths.set(`${list}/${count === 0 ? path : `${path}_${String(count)}`}`, name);
  }
  return paths;
}

/** The arrays of a nested model by the layer that their names tell: `block1_conv1/kernel:0`. */
function byOwner(key: string, arrays: Arrays): ReadonlyMap<string, Arrays> {
  const owners = new Map<string, { name: string; array: Arrays[number]["array"] }[]>();
  for (const { name, array } of arrays) {
    const owner = name.split("/").at(-2) ?? key;
    owners.set(owner, [...(owners.get(owner) ?? []), { name: name.split("/").at(-1) ?? name, array }]);
  }
  return owners;
}
