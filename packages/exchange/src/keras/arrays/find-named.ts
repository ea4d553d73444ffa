// The layout of Keras 2 and of Keras 3's .h5: arrays by the name of the layer. Those of a nested model are all under its name.
import type { KerasFile, NamedArray } from "@xception/weights";

import type { KerasLayer, KerasModel } from "../graph/keras-model.ts";
import type { FoundArrays } from "./find-positional.ts";
import { shareOut, type Share } from "./share-out.ts";

/** @param arraysOf  names of a layer's arrays in Keras' order, none for a layer without */
export function findNamed(file: KerasFile, model: KerasModel, arraysOf: (layer: KerasLayer) => readonly string[]): FoundArrays {
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const byLayer = new Map<KerasLayer, readonly NamedArray[]>();
  const unclaimed = new Map<string, NamedArray>();
  for (const [name, { arrays }] of file.layers) {
    const layer = layers.get(name);
    if (layer?.model) {
      const inner: Share[] = innerLayers(layer.model).map((owner) => ({ layer: owner, names: arraysOf(owner) }));
      const shared = shareOut(
        arrays,
        inner.filter(({ names }) => names.length > 0),
      );
      for (const [owner, share] of shared.byLayer) byLayer.set(owner, share);
      for (const [array, value] of shared.unclaimed) unclaimed.set(`${name}/${array}`, value);
    } else if (layer)
      byLayer.set(
        layer,
        arrays.map(({ array }) => array),
      );
    else for (const { name: array, array: value } of arrays) unclaimed.set(`${name}/${array}`, value);
  }
  return { byLayer, unclaimed };
}

function innerLayers(model: KerasModel): KerasLayer[] {
  return model.layers.flatMap((layer) => (layer.model ? innerLayers(layer.model) : [layer]));
}
