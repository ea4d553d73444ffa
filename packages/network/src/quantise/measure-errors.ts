import type { Batch } from "../executors/check-run.ts";
import { compile } from "../executors/compile.ts";
import type { IntegerPrecision } from "../executors/executor.ts";
import type { ParameterArray } from "../parameter-array.ts";
import { outputsOfTwin, probeNetwork, type ProbeNetwork } from "./probe-network.ts";

/**
 * How far each node's output is from its own where its kernel alone is the rounded one, on the inputs that float32 gives it: the root of the
 * mean square of the difference, of that of the output. The executor that multiplies in whole numbers measures itself.
 * Pixels have what that precision gives them on this machine.
 *
 * @param rounded kernels by the node that has them
 * @param nameOf  `node/parameter` of a node's kernel
 */
export async function measureErrors(
  model: ProbeNetwork,
  rounded: ReadonlyMap<string, ParameterArray>,
  nameOf: (node: string) => string,
  batches: Iterable<Batch> | AsyncIterable<Batch>,
  precision: IntegerPrecision,
): Promise<ReadonlyMap<string, number>> {
  const probe = probeNetwork(model, rounded, nameOf);
  const executable = await compile(probe.network, probe.parameters, { executor: "wasm", precision, fuse: false });
  const sums = new Float64Array(outputsOfTwin * rounded.size);
  try {
    for await (const batch of batches) {
      const { outputs } = await executable.run(batch);
      for (const [place, { data }] of outputs.entries()) sums[place] = data.reduce((sum, square) => sum + square, sums[place] as number);
    }
  } finally {
    executable.dispose();
  }
  const twins = model.network.nodes.map(({ name }) => name).filter((name) => rounded.has(name));
  return new Map(
    twins.map((node, twin) => {
      const [output, difference] = sums.subarray(outputsOfTwin * twin) as unknown as [number, number];
      return [node, ratio(difference, output)];
    }),
  );
}

/** The error of kernels by themselves, where there is nothing to measure outputs on: the same ratio of their values. */
export function kernelError(kernel: ParameterArray, rounded: ParameterArray): number {
  let [difference, all] = [0, 0];
  for (let place = 0; place < kernel.data.length; place += 1) {
    const value = kernel.data[place] as number;
    difference += (value - (rounded.data[place] as number)) ** 2;
    all += value * value;
  }
  return ratio(difference, all);
}

/** A difference of nothing is none, even from nothing. */
const ratio = (difference: number, output: number): number => (difference === 0 ? 0 : Math.sqrt(difference / output));
