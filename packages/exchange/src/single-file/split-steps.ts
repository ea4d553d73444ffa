import {
  findIntegers,
  kernelOf,
  pointwiseKernels,
  type IntegerKernel,
  type Network,
  type NetworkParameters,
  type ParameterArray,
} from "@xception/network";
import type { WritableArray } from "@xception/weights";

import { ModelError } from "../model-error.ts";
import { stepsName } from "./format.ts";

/**
 * Parameters as a file of whole numbers holds them: a kernel that is nothing but multiples of its steps becomes two arrays. Steps come last,
 * so that a file that is read and written again has the same bytes.
 *
 * @throws ModelError where no kernel is
 */
export function splitSteps(network: Network, parameters: NetworkParameters): Map<string, WritableArray> {
  const kernels = new Set(pointwiseKernels(network).values());
  const arrays = new Map<string, WritableArray>(parameters);
  for (const [name, array] of parameters) {
    const found = kernels.has(name) ? exactIntegers(array) : undefined;
    if (!found) continue;
    arrays.set(name, { dtype: "int8", shape: found.shape, data: found.integers });
    arrays.set(stepsName(name), { shape: [found.steps.length], data: found.steps });
  }
  if (arrays.size > parameters.size) return arrays;
  throw new ModelError(
    `[writeModel] None of the ${kernels.size} pointwise kernels of ${network.name} is of whole numbers. Round them by quantise of @xception/network, or write float32.`,
  );
}

/** Nothing may change on the way through a file, not even the sign of a zero. */
function exactIntegers(kernel: ParameterArray): IntegerKernel | undefined {
  const integers = findIntegers(kernel);
  const again = integers && kernelOf(integers).data;
  return again?.every((value, place) => Object.is(value, kernel.data[place])) ? integers : undefined;
}
