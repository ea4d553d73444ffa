import type { Network } from "../../network.ts";
import type { NetworkParameters, ParameterArray } from "../../parameter-array.ts";
import { findIntegers, isRounded } from "../../quantise/find-integers.ts";
import type { IntegerKernel } from "../../quantise/integer-kernel.ts";
import { pointwiseKernels } from "../../quantise/pointwise-kernels.ts";
import { roundKernel } from "../../quantise/round-kernel.ts";

/**
 * The pointwise kernels that are multiplied in whole numbers, by node: those whose values are whole numbers of steps already, as `quantise`
 * leaves them; where nobody has rounded any, all of them, rounded here.
 */
export function chooseIntegers(network: Network, parameters: NetworkParameters): ReadonlyMap<string, IntegerKernel> {
  const kernels = [...pointwiseKernels(network)].map(([node, name]) => [node, parameters.get(name) as ParameterArray] as const);
  const found = convert(kernels, findIntegers);
  return [...found.values()].some(isRounded) ? found : convert(kernels, roundKernel);
}

const convert = (
  kernels: readonly (readonly [node: string, kernel: ParameterArray])[],
  make: (kernel: ParameterArray) => IntegerKernel | undefined,
): Map<string, IntegerKernel> =>
  new Map(
    kernels.flatMap(([node, kernel]) => {
      const made = make(kernel);
      return made ? [[node, made] as const] : [];
    }),
  );
