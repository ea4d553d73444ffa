// Top-1 and top-5 accuracy of ImageNet: how often the right class is among the k best.
import { checkK, checkLabels, checkRows } from "./check.ts";

/**
 * The part of the rows whose label is among the k highest scores. Of equal scores the lower index counts as higher, as in `topK`; NaN never counts.
 *
 * @param scores   [N, classes], row by row
 * @param labels   [N], index of the right class
 * @param classes  columns
 * @param k        how many of the best count
 * @returns        0 to 1; NaN where there is no row
 * @throws MetricsError for a k below 1, scores that are no whole rows, or labels that do not fit
 *
 * @example
 * topKAccuracy([0.1, 0.7, 0.2, 0.5, 0.3, 0.2], [2, 0], 3, 1) // => 0.5
 */
export function topKAccuracy(scores: ArrayLike<number>, labels: ArrayLike<number>, classes: number, k: number): number {
  checkK(k, "topKAccuracy");
  const rows = checkRows(scores, classes, "topKAccuracy");
  checkLabels(labels, rows, classes, "topKAccuracy");
  let hits = 0;
  for (let row = 0; row < rows; row++) if (rankOf(scores, row * classes, classes, labels[row] as number) < k) hits++;
  return hits / rows;
}

/** How many classes come before `label`; beyond all where its score is NaN. */
function rankOf(scores: ArrayLike<number>, offset: number, classes: number, label: number): number {
  const own = scores[offset + label] as number;
  if (Number.isNaN(own)) return Infinity;
  let rank = 0;
  for (let index = 0; index < classes; index++) {
    const score = scores[offset + index] as number;
    if (score > own || (score === own && index < label)) rank++;
  }
  return rank;
}
