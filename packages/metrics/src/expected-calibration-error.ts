// Whether a network that says 80 % is right 8 times in 10: expected calibration error, as Guo et al. 2017 (arXiv 1706.04599), equation 3.
import { checkLabels, checkRows } from "./check.ts";
import { MetricsError } from "./metrics-error.ts";
import { topK, type Ranked } from "./top-k.ts";

/**
 * Examples are sorted by the probability of their best class into bins of equal width, closed above: (0, 1/bins], (1/bins, 2/bins] and so on.
 * The error is the mean over all examples of | accuracy - mean probability | of their bin.
 *
 * @param probabilities  [N, classes], row by row, 0 to 1
 * @param labels         [N], index of the right class
 * @param classes        columns
 * @param bins           15, as the paper has it, unless told otherwise
 * @returns              0 to 1; NaN where there is no row
 * @throws MetricsError for numbers that do not fit, such as logits
 *
 * @example
 * expectedCalibrationError([0.8, 0.2, 0.8, 0.2], [0, 1], 2) // says 0.8, is right in 0.5: 0.3
 */
export function expectedCalibrationError(probabilities: ArrayLike<number>, labels: ArrayLike<number>, classes: number, bins = 15): number {
  const caller = "expectedCalibrationError";
  const rows = checkRows(probabilities, classes, caller);
  checkLabels(labels, rows, classes, caller);
  if (!Number.isInteger(bins) || bins < 1)
    throw new MetricsError(`[${caller}] there are ${bins} bins, but a whole number from 1 was expected. Pass such a number.`);
  // Per bin: what was promised less what came true; their difference is all that the error needs.
  const gaps = new Float64Array(bins);
  topK(probabilities, classes, 1).forEach((ranked, row) => {
    const { index, score } = ranked[0] as Ranked;
    if (!(score >= 0 && score <= 1)) {
      throw new MetricsError(
        `[${caller}] the best of row ${row} is ${score}, but a probability from 0 to 1 was expected. Apply softmax to logits first.`,
      );
    }
    const bin = Math.max(Math.ceil(score * bins) - 1, 0);
    gaps[bin] = (gaps[bin] as number) + score - (index === labels[row] ? 1 : 0);
  });
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / rows;
}
