import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

import type { PlannedNode } from "../analysis/plan.ts";
import { mixSeed } from "../initialise/random.ts";
import { InputError } from "../input-error.ts";

/** What a forward pass is about, besides its values. */
export interface Pass {
  /** Parameters by `node/parameter`. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly training: boolean;
  readonly frozen: ReadonlySet<string>;
  readonly seed: number | (() => number) | undefined;
  readonly meanOverWorkers: ((x: Tensor1D) => Tensor1D) | undefined;
  readonly draw: (shape: readonly number[], numbers: () => Float32Array) => Tensor;
}

/** A node's value, and the new statistics that it reports, by `node/parameter`. */
export interface NodeResult {
  readonly value: Tensor;
  readonly updates: readonly (readonly [name: string, tensor: Tensor])[];
}

/** Runs one node, and the relu after it where that is asked for. All it makes on the way is freed; what it gives is its own, even where it gives back an input. */
export function runNode({ node, behaviour }: PlannedNode, inputs: readonly Tensor[], pass: Pass, relu: boolean): NodeResult {
  const { name, kind } = node;
  const updates: [string, Tensor][] = [];
  // Tidy keeps what an array holds; names are put to the tensors outside.
  const [value, ...kept] = tf.tidy<[Tensor, ...Tensor[]]>(() => {
    const y = behaviour.forward(inputs, (parameter) => findTensor(pass, `${name}/${parameter}`), {
      training: pass.training && !pass.frozen.has(name),
      relu,
      seed: () => mixSeed(seedOf(pass, kind, name), name),
      draw: pass.draw,
      meanOverWorkers: pass.meanOverWorkers,
      update: (parameter, tensor) => updates.push([`${name}/${parameter}`, tensor]),
    });
    return [inputs.includes(y) ? tf.clone(y) : y, ...updates.map(([, tensor]) => tensor)];
  });
  return { value, updates: updates.map(([update], index) => [update, kept[index] as Tensor]) };
}

function findTensor({ tensors }: Pass, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw new InputError(`[forward] the parameter "${name}" is missing. Pass a tensor for each that parameterSpecs lists.`);
}

function seedOf({ seed }: Pass, kind: string, name: string): number {
  if (seed !== undefined) return typeof seed === "number" ? seed : seed();
  throw new InputError(`[forward] ${kind} "${name}" needs a seed in training. Pass one that differs from step to step: { seed: step }.`);
}
