// What all metrics ask of their arguments, in one place and in one voice.
import { MetricsError } from "./metrics-error.ts";

/**
 * @returns  how many rows of `columns` numbers there are
 * @throws MetricsError for columns that are not a positive whole number, or a rest
 */
export function checkRows(values: ArrayLike<number>, columns: number, caller: string): number {
  if (!Number.isInteger(columns) || columns < 1) {
    throw new MetricsError(
      `[${caller}] there are ${columns} classes, but a whole number from 1 was expected. Pass the number of columns of the scores.`,
    );
  }
  if (values.length % columns !== 0) {
    throw new MetricsError(
      `[${caller}] ${values.length} numbers came, which are no whole rows of ${columns} classes. Pass scores of shape [N, ${columns}].`,
    );
  }
  return values.length / columns;
}

/** @throws MetricsError for another number of labels than rows, or a label that is no class */
export function checkLabels(labels: ArrayLike<number>, rows: number, classes: number, caller: string): void {
  if (labels.length !== rows) {
    throw new MetricsError(`[${caller}] ${labels.length} labels came for ${rows} rows of scores. Pass one label a row.`);
  }
  for (let row = 0; row < rows; row++) checkClass(labels[row] as number, classes, caller);
}

/** @throws MetricsError for a label that is no class */
export function checkClass(label: number, classes: number, caller: string): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes) {
    throw new MetricsError(`[${caller}] a label is ${label}, but the classes are 0 to ${classes - 1}. Pass the index of a class.`);
  }
}

/** @throws MetricsError for a k that is not a whole number from 1 */
export function checkK(k: number, caller: string): void {
  if (!Number.isInteger(k) || k < 1)
    throw new MetricsError(`[${caller}] k is ${k}, but a whole number from 1 was expected. Pass how many classes count.`);
}
