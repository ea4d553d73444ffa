// The losses by name, and what goes with each: the activation it undoes, and what label smoothing draws its targets to.
import type { Scalar, Tensor2D } from "@tensorflow/tfjs-core";

import { TrainingError } from "../errors/training-error.ts";
import { sigmoidLossOf, softmaxLossOf } from "./of-probabilities.ts";
import { sigmoidCrossEntropy, sigmoidCrossEntropyOf } from "./sigmoid-cross-entropy.ts";
import { softmaxCrossEntropy, softmaxCrossEntropyOf } from "./softmax-cross-entropy.ts";

/** One class among K, or any number of K classes. */
export type LossName = "softmaxCrossEntropy" | "sigmoidCrossEntropy";

/** What a network gives. */
export type OutputKind = "logits" | "probabilities";

export interface Loss {
  /** What turns logits into probabilities. */
  readonly activation: "softmax" | "sigmoid";
  /** True where the targets of an example sum to 1. */
  readonly exclusive: boolean;
  /** What a target becomes when smoothing is 1: every class alike. */
  readonly evenTarget: (classes: number) => number;
  /** Mean over the batch [N, K], []. */
  readonly mean: (logits: Tensor2D, targets: Tensor2D) => Scalar;
  /** One example on the host, from logits [K] or from probabilities [K]. */
  readonly ofExample: Readonly<Record<OutputKind, (outputs: ArrayLike<number>, targets: ArrayLike<number>) => number>>;
}

const losses: Readonly<Record<LossName, Loss>> = {
  softmaxCrossEntropy: {
    activation: "softmax",
    exclusive: true,
    evenTarget: (classes) => 1 / classes,
    mean: softmaxCrossEntropy,
    ofExample: { logits: softmaxCrossEntropyOf, probabilities: softmaxLossOf },
  },
  sigmoidCrossEntropy: {
    activation: "sigmoid",
    exclusive: false,
    evenTarget: () => 0.5,
    mean: sigmoidCrossEntropy,
    ofExample: { logits: sigmoidCrossEntropyOf, probabilities: sigmoidLossOf },
  },
};

/** @throws TrainingError for an unknown name */
export function lossOf(name: LossName): Loss {
  if (Object.hasOwn(losses, name)) return losses[name];
  throw new TrainingError(`[lossOf] there is no loss "${name as string}". Choose one of ${Object.keys(losses).join(", ")}.`);
}
