// Counts what came of each batch of an evaluation.
import { ConfusionMatrix, meanAveragePrecisionAtK, RunningMean, topK, type Ranked } from "@xception/metrics";

import type { Loss, OutputKind } from "../losses/loss.ts";
import type { Evaluation } from "./evaluation.ts";

export interface Tally {
  /** @param scores [N, K] @param targets [N, K] */
  add(scores: Float32Array, targets: Float32Array): void;
  readonly size: number;
  readonly top1: number;
  /** Another one that has counted nothing yet. */
  empty(): Tally;
  /** All that was counted, as numbers that add up with those of other images: for `addAll`. */
  numbers(): Float64Array;
  /** Counts what was counted elsewhere. */
  addAll(others: readonly Float64Array[]): void;
  result(): Evaluation;
}

export function createTally(loss: Loss, outputs: OutputKind, names: readonly string[]): Tally {
  const classes = names.length;
  const [means, precision] = [new RunningMean(), new RunningMean()];
  let [first, amongFive] = [0, 0]; // images
  const confusion = loss.exclusive ? new ConfusionMatrix(names) : undefined;
  return {
    add(scores, targets) {
      const right = rightClasses(targets, loss, classes);
      const best = topK(scores, classes, 5);
      best.forEach((ranked, example) => {
        const [from, to] = [example * classes, (example + 1) * classes];
        const own = right[example] as readonly number[];
        means.add(loss.ofExample[outputs](scores.subarray(from, to), targets.subarray(from, to)));
        if (own.includes((ranked[0] as Ranked).index)) first += 1;
        if (ranked.some(({ index }) => own.includes(index))) amongFive += 1;
      });
      confusion?.add(
        right.map(([only]) => only as number),
        best.map(([highest]) => (highest as Ranked).index),
      );
      const labelled = right.filter((own) => own.length > 0).length;
      if (!loss.exclusive && labelled > 0) precision.add(meanAveragePrecisionAtK(scores, right, classes), labelled);
    },
    get size() {
      return means.weight;
    },
    get top1() {
      return first / means.weight;
    },
    empty: () => createTally(loss, outputs, names),
    numbers() {
      const sums = [means, precision].flatMap(({ value, weight }) => [weight, value]);
      return Float64Array.from([...sums, first, amongFive, ...(confusion?.toJSON().counts.flat() ?? [])]);
    },
    addAll(others) {
      for (const [weight = 0, value = NaN, labelled = 0, average = NaN, ones = 0, fives = 0, ...counts] of others) {
        means.add(value, weight);
        precision.add(average, labelled);
        first += ones;
        amongFive += fives;
        const rows = names.map((_, row) => counts.slice(row * classes, (row + 1) * classes));
        confusion?.merge(ConfusionMatrix.fromJSON({ classes: names, counts: rows }));
      }
    },
    result: () => ({
      size: means.weight,
      loss: means.value,
      top1: first / means.weight,
      top5: amongFive / means.weight,
      confusion,
      meanAveragePrecision: loss.exclusive ? undefined : precision.value,
    }),
  };
}

/** The classes of each example: its highest target, or all that are more likely in it than not. */
function rightClasses(targets: Float32Array, { exclusive }: Loss, classes: number): number[][] {
  return Array.from({ length: targets.length / classes }, (_, example) => {
    const own = targets.subarray(example * classes, (example + 1) * classes);
    if (exclusive) return [own.indexOf(Math.max(...own))];
    return [...own.keys()].filter((index) => (own[index] as number) >= 0.5);
  });
}
