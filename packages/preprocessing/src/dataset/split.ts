// A part of a data set held back, the same share of each class.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { shuffledOrder } from "../random/shuffled-order.ts";
import type { Dataset } from "./dataset.ts";
import { subset } from "./subset.ts";

export interface SplitOptions {
  /** part of each class that goes to `validation`, 0 to 1, rounded to whole examples */
  readonly fraction: number;
  readonly seed: number;
}

/**
 * Two parts of a data set, chosen by the seed, each in the order of the whole.
 *
 * @throws PreprocessingError for a fraction that is not from 0 to 1
 *
 * @example
 * const { train, validation } = split(photos, { fraction: 0.1, seed: 1 });
 */
export function split(dataset: Dataset, { fraction, seed }: SplitOptions): { train: Dataset; validation: Dataset } {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new PreprocessingError(
      `[split] the fraction is ${fraction}, but a number from 0 to 1 was expected. Pass the part to hold back, such as 0.1.`,
    );
  }
  const byClass = new Map<number, number[]>();
  for (const index of shuffledOrder(dataset.length, seed)) {
    const label = dataset.labels[index] as number;
    const members = byClass.get(label) ?? [];
    members.push(index);
    byClass.set(label, members);
  }
  const held = new Set<number>();
  for (const members of byClass.values()) {
    for (const index of members.slice(0, Math.round(members.length * fraction))) held.add(index);
  }
  const all = Array.from({ length: dataset.length }, (_, index) => index);
  return {
    train: subset(
      dataset,
      all.filter((index) => !held.has(index)),
    ),
    validation: subset(
      dataset,
      all.filter((index) => held.has(index)),
    ),
  };
}
