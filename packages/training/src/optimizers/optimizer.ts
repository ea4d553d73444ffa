// An optimizer as data (for recipes and checkpoints) and as a pure function: parameter, gradient and slots in, new parameter and slots out.
// It works element by element, so one call may update a single parameter or thousands of them laid end to end.
import type { Tensor } from "@tensorflow/tfjs-core";

import { TrainingError } from "../errors/training-error.ts";
import { adam, type Adam } from "./adam.ts";
import { rmsprop, type RMSprop } from "./rmsprop.ts";
import { sgd, type SGD } from "./sgd.ts";

/** Which optimizer, and its numbers; what is left out takes Keras' default unless its kind says otherwise. */
export type OptimizerOptions = SGD | RMSprop | Adam;

/** What one update looks at. All tensors have the same shape. */
export interface Update {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  /** In the order of the optimizer's `slots`. */
  readonly slots: readonly Tensor[];
  /** The learning rate. */
  readonly rate: number;
  /** Number of this update, from 1. */
  readonly step: number;
  /** How numbers that differ from step to step become factors; default: as they are. A step that is recorded asks for them again. */
  readonly amount?: AmountOf | undefined;
}

/** A factor of tensors. */
export type Amount = number | Tensor;

/** Makes a factor of what `compute` gives for the rate and number of a step; of the same function the same factor. */
export type AmountOf = (compute: (at: Pick<Update, "rate" | "step">) => number) => Amount;

/** A factor of an update that differs from step to step. */
export const amountOf = (update: Pick<Update, "rate" | "step" | "amount">, compute: Parameters<AmountOf>[0]): Amount =>
  update.amount ? update.amount(compute) : compute(update);

/** The learning rate, to ask for as a factor. */
export const rateOf = ({ rate }: Pick<Update, "rate" | "step">): number => rate;

/** What one update gives. */
export interface Updated {
  readonly parameter: Tensor;
  readonly slots: readonly Tensor[];
}

export interface Optimizer {
  /** Names of what it keeps for each parameter; each starts at 0. */
  readonly slots: readonly string[];
  /** Does not dispose of anything: call it in a `tf.tidy`. */
  update(update: Update): Updated;
}

/**
 * Makes an optimizer from its data.
 *
 * @throws TrainingError for an unknown kind
 *
 * @example
 * createOptimizer({ kind: "sgd", momentum: 0.9 }).slots // => ["momentum"]
 */
export function createOptimizer(options: OptimizerOptions): Optimizer {
  switch (options.kind) {
    case "sgd":
      return sgd(options);
    case "rmsprop":
      return rmsprop(options);
    case "adam":
      return adam(options);
    default: // of JSON, which the compiler has not seen
      throw new TrainingError(
        `[createOptimizer] there is no optimizer "${String((options as { kind: unknown }).kind)}". Choose one of sgd, rmsprop, adam.`,
      );
  }
}
