// Parts the arrays of a nested model, which lie in one list, among its layers: by name where names say it, else by Keras' order.
import type { KerasFile, NamedArray } from "@xception/weights";

import type { KerasLayer } from "../graph/keras-model.ts";
import type { FoundArrays } from "./find-positional.ts";

/** A layer and the names of its arrays in Keras' order. */
export interface Share {
  readonly layer: KerasLayer;
  readonly names: readonly string[];
}

type Arrays = NonNullable<ReturnType<KerasFile["layers"]["get"]>>["arrays"];

/** Statistics follow the data; every other array follows a gradient unless its layer is frozen. */
const statistics: readonly string[] = ["moving_mean", "moving_variance", "mean", "variance", "count"];

export function shareOut(arrays: Arrays, shares: readonly Share[]): FoundArrays {
  return byName(arrays, shares) ?? byOrder(arrays, shares);
}

/** `xception/block1_conv1/kernel:0`: the word before the last is the layer's name. Undefined unless that settles every array. */
function byName(arrays: Arrays, shares: readonly Share[]): FoundArrays | undefined {
  const owners = new Map<string, NamedArray[]>();
  for (const { name, array } of arrays) {
    const owner = name.split("/").at(-2) ?? "";
    owners.set(owner, [...(owners.get(owner) ?? []), array]);
  }
  const byLayer = new Map(shares.map(({ layer }) => [layer, owners.get(layer.name) ?? []]));
  const settled = owners.size === shares.length && shares.every(({ layer, names }) => byLayer.get(layer)?.length === names.length);
  return settled ? { byLayer, unclaimed: new Map() } : undefined;
}

/** Keras lists what a gradient moves, layer by layer, and after that everything else, layer by layer. */
function byOrder(arrays: Arrays, shares: readonly Share[]): FoundArrays {
  const isMoved = ({ layer }: Share, name: string): boolean => layer.trainable && !statistics.includes(name);
  const places = [true, false].flatMap((moved) =>
    shares.flatMap((share) => share.names.filter((name) => isMoved(share, name) === moved).map((name) => ({ layer: share.layer, name }))),
  );
  const found = new Map(shares.map(({ layer }) => [layer, new Map<string, NamedArray>()]));
  const unclaimed = new Map<string, NamedArray>();
  arrays.forEach(({ name, array }, index) => {
    const place = places[index];
    if (place) found.get(place.layer)?.set(place.name, array);
    else unclaimed.set(name, array);
  });
  const inOrder = ({ layer, names }: Share): NamedArray[] => names.flatMap((name) => found.get(layer)?.get(name) ?? []);
  return { byLayer: new Map(shares.map((share) => [share.layer, inOrder(share)])), unclaimed };
}
