// The best classes of each row of scores, best first.
import { checkK, checkRows } from "./check.ts";

/** One class of a row: its index and its score. */
export interface Ranked {
  readonly index: number;
  readonly score: number;
}

/**
 * The k highest scores of each row, best first; of equal ones the lower index comes first, NaN comes last.
 *
 * @param scores   [N, classes], row by row
 * @param classes  columns
 * @param k        how many; all where there are fewer classes
 * @returns        [N][min(k, classes)]
 * @throws MetricsError for a k below 1 or scores that are no whole rows
 *
 * @example
 * topK([0.1, 0.7, 0.2], 3, 2) // => [[{ index: 1, score: 0.7 }, { index: 2, score: 0.2 }]]
 */
export function topK(scores: ArrayLike<number>, classes: number, k: number): Ranked[][] {
  checkK(k, "topK");
  const rows = checkRows(scores, classes, "topK");
  return Array.from({ length: rows }, (_, row) => best(scores, row * classes, classes, k));
}

// Insertion into a short list: k is small, and most scores lose against its last at once.
function best(scores: ArrayLike<number>, offset: number, classes: number, k: number): Ranked[] {
  const ranked: Ranked[] = [];
  for (let index = 0; index < classes; index++) {
    const score = scores[offset + index] as number;
    let place = ranked.length;
    while (place > 0 && beats(score, (ranked[place - 1] as Ranked).score)) place--;
    if (place < k) {
      ranked.splice(place, 0, { index, score });
      ranked.length = Math.min(ranked.length, k);
    }
  }
  return ranked;
}

const beats = (score: number, other: number): boolean => score > other || (Number.isNaN(other) && !Number.isNaN(score));
