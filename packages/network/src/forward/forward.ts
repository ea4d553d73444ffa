// The forward pass, in training and in inference, on whatever backend is current.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

import { plan } from "../analysis/plan.ts";
import { requireNames } from "../analysis/require-names.ts";
import { requireSeed } from "../initialise/require-seed.ts";
import type { Network } from "../network.ts";
import { checkInputs, type ForwardInputs } from "./check-inputs.ts";
import { countUses } from "./count-uses.ts";
import { mergeRelus } from "./merge-relus.ts";
import { runNode, type Pass } from "./run-node.ts";

export interface ForwardOptions {
  /** Batch statistics and dropout; default false. */
  readonly training?: boolean;
  /** Nodes whose values are wanted beside the outputs. */
  readonly taps?: Iterable<string>;
  /** A whole number from 0, another for each step; needed in training where there is dropout. The same one drops the same values. */
  readonly seed?: number | (() => number);
  /**
   * Makes tensors of random numbers; default: at once. Where the pass is recorded to be repeated, something that asks for the numbers at each
   * repetition, with `seed` a function that then gives another one.
   */
  readonly draw?: (shape: readonly number[], numbers: () => Float32Array) => Tensor;
  /**
   * Gives the mean of a vector over processes that hold equal parts of one batch: batch normalisation then sees the whole batch. All
   * processes ask for the same means in the same order. Default: it sees the part.
   */
  readonly meanOverWorkers?: ((x: Tensor1D) => Tensor1D) | undefined;
  /** Nodes that behave as in inference although the rest trains: frozen batch normalisation keeps its averages and reports none. */
  readonly frozen?: ReadonlySet<string>;
}

/** Tensors that belong to the caller, who disposes of them; each its own, even where one node is named twice. */
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
 * A node's value is freed as soon as the last node that takes it has run. A gradient tape keeps by itself what it needs, but it also frees
 * what its function does not return: within tf.variableGrads, tf.keep the moving statistics and taps.
 *
 * @param tensors parameters by `node/parameter`
 * @param inputs  [N, H, W, C], or one such tensor for each input by its name
 * @throws InputError   where inputs, taps, frozen nodes or the seed do not fit the network, or a parameter is missing
 * @throws NetworkError where the network cannot work on inputs of this size
 *
 * @example
 * const { outputs, movingStatistics } = forward(network, variables, images, { training: true, seed: step });
 */
export function forward(
  network: Network,
  tensors: ReadonlyMap<string, Tensor>,
  inputs: ForwardInputs,
  { training = false, seed, draw = atOnce, frozen = new Set(), taps = [], meanOverWorkers }: ForwardOptions = {},
): ForwardResult {
  const names = [...new Set(taps)];
  requireNames("forward", network, "tap", names);
  requireNames("forward", network, "frozen node", frozen);
  if (seed !== undefined) requireSeed("forward", typeof seed === "number" ? seed : seed());
  const given = checkInputs(network, inputs);
  // Tidy keeps what arrays hold, not maps: names are put to the tensors outside.
  const { values, updates } = tf.tidy(() => {
    const { value, statistics } = runNodes(network, given, names, { tensors, training, frozen, seed, draw, meanOverWorkers });
    const copies = [...network.outputs, ...names].map((name) => tf.clone(value(name)));
    return { values: copies, updates: statistics.map(([name, tensor]) => ({ name, tensor })) };
  });
  const outputs = values.slice(0, network.outputs.length);
  return {
    outputs,
    taps: new Map(names.map((name, index) => [name, values[outputs.length + index] as Tensor])),
    movingStatistics: new Map(updates.map(({ name, tensor }) => [name, tensor])),
  };
}

const atOnce = (shape: readonly number[], numbers: () => Float32Array): Tensor => tf.tensor(numbers(), [...shape]);

interface Run {
  /** The value of an output or tap; others may be freed. */
  readonly value: (name: string) => Tensor;
  readonly statistics: readonly (readonly [name: string, tensor: Tensor])[];
}

function runNodes(network: Network, given: ReadonlyMap<string, Tensor>, taps: readonly string[], pass: Pass): Run {
  const uses = countUses(network, taps);
  const values = new Map(given);
  const value = (name: string): Tensor => values.get(name) as Tensor; // a plan has every input before those who take it
  const statistics: (readonly [string, Tensor])[] = [];
  const nodes = plan("forward", network);
  const relus = mergeRelus(nodes, uses, pass);
  const merged = new Set(relus.values());
  for (const planned of nodes) {
    const { name, inputs, kind } = planned.node;
    if (kind === "input" || merged.has(name)) continue;
    const relu = relus.get(name);
    const result = runNode(planned, inputs.map(value), pass, relu !== undefined);
    values.set(relu ?? name, result.value);
    statistics.push(...result.updates);
    for (const input of inputs) if (uses.release(input) && !given.has(input)) value(input).dispose();
    if (uses.isUnused(relu ?? name)) result.value.dispose();
  }
  return { value, statistics };
}
