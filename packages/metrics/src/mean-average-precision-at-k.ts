// MAP@k for images with several labels, the measure of the paper's JFT experiments (section 4.1: FastEval14k, k = 100).
//
// For one image with the set L of right classes, ranked best first, and w the weight of a class:
//   AP@k = Σ over ranks r ≤ k whose class c is in L of  w(c) · precision(r)   /   Σ of the min(k, |L|) largest w over L
//   precision(r) = how many of the first r classes are in L, divided by r
// and MAP@k is the mean over images with at least one label. A perfect ranking gives 1, and so does none better.
// The paper weighs each class by how common, and so how important, it is in the images that the network is for; it states neither the
// weights nor a formula. This is the plain generalisation: with all weights 1 it is the usual AP@k.
import { checkClass, checkK, checkRows } from "./check.ts";
import { MetricsError } from "./metrics-error.ts";
import { topK } from "./top-k.ts";

export interface MeanAveragePrecisionOptions {
  /** how many of the best classes count; the paper's 100 unless told otherwise */
  readonly k?: number;
  /** [classes], from 0, how much each class counts; all the same without it */
  readonly weights?: ArrayLike<number>;
}

/**
 * Mean average precision among the k best classes.
 *
 * @param scores   [N, classes], row by row
 * @param labels   [N], the right classes of each row; a row without any does not count
 * @param classes  columns
 * @returns        0 to 1; NaN where no row counts
 * @throws MetricsError for numbers that do not fit, or weights below 0
 *
 * @example
 * meanAveragePrecisionAtK([0.9, 0.5, 0.4, 0.1], [[0, 2]], 4, { k: 3 }) // => (1/1 + 2/3) / 2
 */
export function meanAveragePrecisionAtK(
  scores: ArrayLike<number>,
  labels: readonly (readonly number[])[],
  classes: number,
  { k = 100, weights }: MeanAveragePrecisionOptions = {},
): number {
  const caller = "meanAveragePrecisionAtK";
  checkK(k, caller);
  const rows = checkRows(scores, classes, caller);
  if (labels.length !== rows)
    throw new MetricsError(`[${caller}] ${labels.length} sets of labels came for ${rows} rows of scores. Pass one set a row.`);
  checkWeights(weights, classes, caller);
  const weightOf = (label: number): number => weights?.[label] ?? 1;
  let sum = 0;
  let counted = 0;
  topK(scores, classes, k).forEach((ranked, row) => {
    const right = new Set(labels[row]);
    for (const label of right) checkClass(label, classes, caller);
    const heaviest = Array.from(right, weightOf).sort((a, b) => b - a);
    const most = heaviest.slice(0, k).reduce((total, weight) => total + weight, 0);
    if (most === 0) return;
    let found = 0;
    let gained = 0;
    ranked.forEach(({ index }, place) => {
      if (right.has(index)) gained += (weightOf(index) * ++found) / (place + 1);
    });
    sum += gained / most;
    counted++;
  });
  return sum / counted;
}

function checkWeights(weights: ArrayLike<number> | undefined, classes: number, caller: string): void {
  if (!weights) return;
  if (weights.length !== classes)
    throw new MetricsError(`[${caller}] ${weights.length} weights came for ${classes} classes. Pass one weight a class.`);
  const wrong = Array.from(weights).find((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong !== undefined)
    throw new MetricsError(`[${caller}] a weight is ${wrong}, but a finite number from 0 was expected. Pass how much each class counts.`);
}
