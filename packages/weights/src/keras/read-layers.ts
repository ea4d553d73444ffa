// The two ways in which Keras lays weights out in HDF5.
import type { Hdf5File } from "../hdf5/hdf5-file.ts";
import { WeightsError } from "../weights-error.ts";
import type { KerasLayer } from "./keras-weights.ts";

/** No network nests as deep; a file that does has a link to itself. */
const maximumDepth = 32;

/** Keras 2 (and Keras 3's `model.save("x.h5")`): attributes list the layers and, for each, its arrays. `root` is "" or "model_weights". */
export function readNamedLayers(file: Hdf5File, root: string): Map<string, KerasLayer> {
  const layers = new Map<string, KerasLayer>();
  for (const name of list(file, root, "layer_names")) {
    const group = join(root, name);
    const names = list(file, group, "weight_names");
    layers.set(name, { name, arrays: names.map((weight) => ({ name: weight, array: file.read(join(group, weight)) })) });
  }
  return layers;
}

/** Keras 3's `.weights.h5`: each layer's arrays are numbered under `vars` of a path made of classes and counts. */
export function readPositionalLayers(file: Hdf5File): Map<string, KerasLayer> {
  const layers = new Map<string, KerasLayer>();
  const visit = (path: string, depth: number): void => {
    if (depth > maximumDepth)
      throw new WeightsError(`[readKeras] Groups are nested deeper than ${String(maximumDepth)}. The file is damaged: get it again.`);
    for (const child of file.children(path)) {
      const inner = join(path, child);
      // The optimizer's state, which training alone needs, lies beside the layers.
      if (inner === "optimizer" || file.kindOf(inner) !== "group") continue;
      if (child !== "vars") visit(inner, depth + 1);
      else if (path !== "") layers.set(path, readVariables(file, inner));
    }
  };
  visit("", 0);
  return layers;
}

function readVariables(file: Hdf5File, path: string): KerasLayer {
  const names = file.children(path).filter((name) => file.kindOf(join(path, name)) === "array");
  names.sort((a, b) => Number(a) - Number(b));
  return { name: file.texts(path, "name")?.[0], arrays: names.map((name) => ({ name, array: file.read(join(path, name)) })) };
}

/** A list in an attribute. Lists over 64 kB are cut by Keras into attributes numbered from 0. */
function list(file: Hdf5File, path: string, attribute: string): readonly string[] {
  const whole = file.texts(path, attribute);
  if (whole) return whole;
  const parts: string[] = [];
  for (let part = 0; ; part++) {
    const texts = file.texts(path, `${attribute}${String(part)}`);
    if (texts) parts.push(...texts);
    else if (part > 0) return parts;
    else
      throw new WeightsError(`[readKeras] /${path} has no list ${attribute}. The file was not saved by Keras: check where it came from.`);
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}
