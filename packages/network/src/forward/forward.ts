// The forward pass, in training and in inference, on whatever backend is current.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";

import { plan } from "../analysis/plan.ts";
import { mixSeed } from "../initialise/random.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import { checkInputs, type ForwardInputs } from "./check-inputs.ts";
import { checkNames } from "./check-names.ts";
import { countUses } from "./count-uses.ts";

export interface ForwardOptions {
  /** Batch statistics and dropout. Default false. */
  readonly training?: boolean;
  /** Nodes whose values are wanted beside the outputs. */
  readonly taps?: Iterable<string>;
  /** Of this step; needed in training where the network has dropout. A whole number: the same one drops the same values. */
  readonly seed?: number;
  /** Nodes that behave as in inference although the rest trains; frozen batch normalisation keeps its averages. */
  readonly frozen?: ReadonlySet<string>;
}

/** Tensors that belong to the caller, who disposes of them. */
export interface ForwardResult {
  /** In the order of `network.outputs`. */
  readonly outputs: readonly Tensor[];
  readonly taps: ReadonlyMap<string, Tensor>;
  /** New values of moving averages by `node/parameter`; empty in inference. */
  readonly movingStatistics: ReadonlyMap<string, Tensor>;
}

/**
 * Runs a network on a batch.
 *
 * A node's value is freed as soon as the last node that takes it has run; a gradient tape keeps what it needs itself.
 *
 * @param tensors parameters by `node/parameter`
 * @param inputs  [N, H, W, C], or one such tensor for each input by its name
 * @throws InputError  where inputs, taps, frozen nodes or the seed do not fit the network, or a parameter is missing
 * @throws NetworkError where the network cannot work on inputs of this size
 *
 * @example
 * const { outputs: [logits], movingStatistics } = forward(network, variables, images, { training: true, seed: step });
 */
export function forward(
  network: Network,
  tensors: ReadonlyMap<string, Tensor>,
  inputs: ForwardInputs,
  options: ForwardOptions = {},
): ForwardResult {
  const { training = false, seed, frozen = new Set() } = options;
  const nodes = plan("forward", network);
  const taps = [...new Set(options.taps)];
  checkNames(network, "tap", taps);
  checkNames(network, "frozen node", frozen);
  const given = checkInputs(network, inputs);

  // Tidy knows plain arrays, not maps: names are put to the tensors outside.
  const updated: string[] = [];
  const result = tf.tidy(() => {
    const values = new Map<string, Tensor>(given);
    const uses = countUses(network, taps);
    const statistics: Tensor[] = [];
    for (const { node, behaviour } of nodes) {
      const { name, kind } = node;
      if (kind === "input") continue;
      const taken = node.inputs.map((input) => values.get(input) as Tensor); // every input comes earlier and is still in use
      const [value, ...updates] = tf.tidy(() => {
        const news: Tensor[] = [];
        const y = behaviour.forward(taken, (parameter) => findTensor(tensors, `${name}/${parameter}`), {
          training: training && !frozen.has(name),
          seed: () => mixSeed(needSeed(seed, kind, name), name),
          update(parameter, tensor) {
            updated.push(`${name}/${parameter}`);
            news.push(tensor);
          },
        });
        // A value of its own, so that it outlives its input.
        return [taken.includes(y) ? tf.clone(y) : y, ...news];
      });
      values.set(name, value as Tensor);
      statistics.push(...updates);
      for (const input of node.inputs) if (uses.release(input) && !given.has(input)) values.get(input)?.dispose();
      if (uses.isUnused(name)) value?.dispose();
    }
    // Clones, so that each belongs to the caller alone even where one node is named twice.
    const copy = (name: string): Tensor => tf.clone(values.get(name) as Tensor); // names are checked
    return { outputs: network.outputs.map(copy), taps: taps.map(copy), statistics };
  });
  return {
    outputs: result.outputs,
    taps: new Map(taps.map((name, index) => [name, result.taps[index] as Tensor])),
    movingStatistics: new Map(updated.map((name, index) => [name, result.statistics[index] as Tensor])),
  };
}

function findTensor(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new InputError(`[forward] the parameter "${name}" is missing. Pass a tensor for each that parameterSpecs lists.`);
  return tensor;
}

function needSeed(seed: number | undefined, kind: string, name: string): number {
  if (seed !== undefined) return seed;
  throw new InputError(`[forward] ${kind} "${name}" needs a seed in training. Pass one that differs from step to step: { seed: step }.`);
}
