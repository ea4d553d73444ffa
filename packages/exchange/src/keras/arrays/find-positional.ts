// Keras 3's layout: the path to a layer's arrays is made of classes and counts within each model, such as
// `layers/functional/layers/conv2d_1`. The count runs over the model's own layers of that class, in the order of the configuration.
import type { KerasFile, NamedArray } from "@xception/weights";

import type { KerasLayer, KerasModel } from "../graph/keras-model.ts";
import { pathForm } from "./path-form.ts";
import { snakeCase } from "./snake-case.ts";

export interface FoundArrays {
  readonly byLayer: ReadonlyMap<KerasLayer, readonly NamedArray[]>;
  /** Arrays of the file that belong to no layer of the model, by the file's name for them. */
  readonly unclaimed: ReadonlyMap<string, NamedArray>;
}

/** @param arraysOf  names of a layer's arrays, none for a layer without */
export function findPositional(file: KerasFile, model: KerasModel, arraysOf: (layer: KerasLayer) => readonly string[]): FoundArrays {
  const { list, step: stepWithArrays } = pathForm(file);
  const paths = new Map<string, KerasLayer>();
  const step = (layer: KerasLayer): number => (hasArrays(layer, arraysOf) ? stepWithArrays : 1);
  walk(model, list, step, paths);
  const byLayer = new Map<KerasLayer, readonly NamedArray[]>();
  const unclaimed = new Map<string, NamedArray>();
  for (const [path, { arrays }] of file.layers) {
    const layer = paths.get(path);
    if (layer)
      byLayer.set(
        layer,
        arrays.map(({ array }) => array),
      );
    // Layers with randomness keep its state beside them.
    else if (!path.endsWith("/seed_generator")) for (const { name, array } of arrays) unclaimed.set(`${path}/vars/${name}`, array);
  }
  return { byLayer, unclaimed };
}

function walk(model: KerasModel, list: string, step: (layer: KerasLayer) => number, paths: Map<string, KerasLayer>, around = ""): void {
  const counts = new Map<string, number>();
  for (const layer of model.layers) {
    if (layer.className.startsWith("ops.")) continue;
    const name = snakeCase(layer.className);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + step(layer));
    const path = `${around}${list}/${count === 0 ? name : `${name}_${String(count)}`}`;
    paths.set(path, layer);
    if (layer.model) walk(layer.model, list, step, paths, `${path}/`);
  }
}

function hasArrays(layer: KerasLayer, arraysOf: (layer: KerasLayer) => readonly string[]): boolean {
  return layer.model ? layer.model.layers.some((inner) => hasArrays(inner, arraysOf)) : arraysOf(layer).length > 0;
}
