// How convolutions and dense layers end: with a bias over the last axis and an activation, in one kernel where TensorFlow.js has it.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

import { activate, type ActivationName } from "./functions.ts";

export interface Ending {
  /** [O]; none when undefined. */
  readonly bias: Tensor | undefined;
  readonly activation: ActivationName;
}

/** What TensorFlow.js' fused operations take. */
export interface FusedEnding {
  readonly bias?: Tensor1D;
  readonly activation: tf.fused.Activation;
}

/** activation(y + bias) */
export const finish = (y: Tensor, { bias, activation }: Ending): Tensor => activate(bias ? tf.add(y, bias) : y, activation);

/**
 * Runs `fused`, which ends by itself, or under a gradient tape `plain`, which is finished here: a tape takes fused kernels apart again,
 * and only the plain ones have every gradient.
 */
export function end({ bias, activation }: Ending, fused: (ending: FusedEnding) => Tensor, plain: () => Tensor): Tensor {
  if (tf.engine().isTapeOn()) return finish(plain(), { bias, activation });
  const known = isFusable(activation);
  const y = fused({ ...(bias && { bias: bias as Tensor1D }), activation: known ? activation : "linear" });
  return known ? y : activate(y, activation);
}

/** The activations that the fused kernels know on every backend. */
const fusable: readonly string[] = ["linear", "relu", "relu6"] satisfies (ActivationName & tf.fused.Activation)[];

const isFusable = (name: string): name is tf.fused.Activation => fusable.includes(name);
