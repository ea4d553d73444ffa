// The two ways in which Keras lays weights out in HDF5.
import type { Hdf5File } from "../hdf5/hdf5-file.ts";
import type { NamedArray } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import type { KerasLayer } from "./keras-weights.ts";

/** Bytes of all arrays together. A small file could list one array a million times. */
const maximumTotal = 2 ** 32;
/** Groups in groups. A small file could hold a group that holds itself. */
const maximumGroups = 100_000;
const maximumDepth = 32;

/** Keras 2 (and Keras 3's `model.save("x.h5")`): attributes list the layers and, for each, its arrays. `root` is "" or "model_weights". */
export async function readNamedLayers(file: Hdf5File, root: string): Promise<Map<string, KerasLayer>> {
  const layers = new Map<string, KerasLayer>();
  const read = arrayReader(file);
  for (const name of await list(file, root, "layer_names")) {
    const group = join(root, name);
    const names = await list(file, group, "weight_names");
    const arrays: KerasLayer["arrays"][number][] = [];
    for (const weight of names) arrays.push({ name: weight, array: await read(join(group, weight)) });
    layers.set(name, { name, arrays });
  }
  return layers;
}

/** Keras 3's `.weights.h5`: each layer's arrays are numbered under `vars` of a path made of classes and counts. */
export async function readPositionalLayers(file: Hdf5File): Promise<Map<string, KerasLayer>> {
  const layers = new Map<string, KerasLayer>();
  const read = arrayReader(file);
  let groups = 0;
  const visit = async (path: string, depth: number): Promise<void> => {
    if (depth > maximumDepth || ++groups > maximumGroups) {
      throw new WeightsError("[readKeras] Groups lie in groups without an end. The file is damaged: get it again.");
    }
    for (const child of await file.children(path)) {
      const inner = join(path, child);
      // The optimizer's state, which training alone needs, lies beside the layers.
      if (inner === "optimizer" || (await file.kindOf(inner)) !== "group") continue;
      if (child !== "vars") await visit(inner, depth + 1);
      else if (path !== "") layers.set(path, await readVariables(file, inner, read));
    }
  };
  await visit("", 0);
  return layers;
}

async function readVariables(file: Hdf5File, path: string, read: ReadArray): Promise<KerasLayer> {
  const arrays: KerasLayer["arrays"][number][] = [];
  for (const name of (await file.children(path)).toSorted((a, b) => Number(a) - Number(b))) {
    if ((await file.kindOf(join(path, name))) === "array") arrays.push({ name, array: await read(join(path, name)) });
  }
  return { name: (await file.texts(path, "name"))?.[0], arrays };
}

type ReadArray = (path: string) => Promise<NamedArray>;

/** Reads arrays up to a limit for all of them together. */
function arrayReader(file: Hdf5File): ReadArray {
  let total = 0;
  return async (path) => {
    const array = await file.read(path);
    total += array.data.byteLength;
    if (total > maximumTotal) throw new WeightsError("[readKeras] The arrays take more than 4 GiB together. Use a smaller model.");
    return array;
  };
}

/** A list in an attribute. Lists over 64 kB are cut by Keras into attributes numbered from 0. */
async function list(file: Hdf5File, path: string, attribute: string): Promise<readonly string[]> {
  const whole = await file.texts(path, attribute);
  if (whole) return whole;
  const parts: string[] = [];
  for (let part = 0; ; part++) {
    const texts = await file.texts(path, `${attribute}${String(part)}`);
    if (texts) parts.push(...texts);
    else if (part > 0) return parts;
    else
      throw new WeightsError(`[readKeras] /${path} has no list ${attribute}. The file was not saved by Keras: check where it came from.`);
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}
