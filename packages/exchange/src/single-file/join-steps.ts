import { kernelOf } from "@xception/network";
import { WeightsError, type NamedArray, type NamedArrays } from "@xception/weights";

import { stepsName } from "./format.ts";

/**
 * The arrays of a file, with every kernel of whole numbers that has steps beside it as float32, and without those steps. What else there is
 * stays as it is.
 *
 * @param caller opens the sentence of an error
 * @throws WeightsError where steps are not those of their kernel
 */
export function joinSteps(caller: string, arrays: NamedArrays): Map<string, NamedArray> {
  const joined = new Map(arrays);
  for (const [name, kernel] of arrays) {
    const steps = arrays.get(stepsName(name));
    if (kernel.dtype !== "int8" || !steps) continue;
    joined.delete(stepsName(name));
    joined.set(name, {
      dtype: "float32",
      ...kernelOf({ shape: kernel.shape, integers: kernel.data, steps: check(caller, name, kernel, steps) }),
    });
  }
  return joined;
}

function check(caller: string, name: string, { shape }: NamedArray, { shape: found, dtype, data }: NamedArray): Float32Array {
  const fits = dtype === "float32" && found.length === 1 && found[0] === shape.at(-1);
  if (fits && data.every((step) => step >= 0 && step < Infinity)) return data;
  const steps = fits ? "steps that are no sizes" : `steps of ${dtype} [${found.join(", ")}]`;
  throw new WeightsError(
    `[${caller}] The kernel ${JSON.stringify(name)} of int8 [${shape.join(", ")}] has ${steps}; expected a float32 from 0 for each of its last axis. The file is damaged: get it again.`,
  );
}
