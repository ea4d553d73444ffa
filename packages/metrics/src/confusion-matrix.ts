// Which class was taken for which. Batches add to it, and parts that were counted apart merge.
import { checkClass } from "./check.ts";
import { MetricsError } from "./metrics-error.ts";

/** How one class fared; NaN where there is nothing to divide by. */
export interface ClassScores {
  /** of what was called this class, the part that is it */
  readonly precision: number;
  /** of what is this class, the part that was called so */
  readonly recall: number;
  /** harmonic mean of the two: 2 TP / (2 TP + FP + FN) */
  readonly f1: number;
  /** how many examples are this class */
  readonly support: number;
}

/** What `toJSON` gives and `fromJSON` takes. */
export interface ConfusionMatrixJson {
  readonly classes: readonly string[];
  /** [actual][predicted] */
  readonly counts: readonly (readonly number[])[];
}

/**
 * Counts of examples by actual and predicted class.
 *
 * @example
 * const matrix = new ConfusionMatrix(["cup", "fork"]);
 * matrix.add([0, 1, 1], [0, 1, 0]);
 * matrix.accuracy; // => 2 / 3
 */
export class ConfusionMatrix {
  readonly classes: readonly string[];
  readonly #counts: Float64Array;

  /** @throws MetricsError where there is no class */
  constructor(classes: readonly string[]) {
    if (classes.length === 0) throw new MetricsError("[ConfusionMatrix] there are no classes. Pass the name of each class.");
    this.classes = [...classes];
    this.#counts = new Float64Array(classes.length ** 2);
  }

  /** @throws MetricsError for counts that are no square of whole numbers from 0 */
  static fromJSON({ classes, counts }: ConfusionMatrixJson): ConfusionMatrix {
    const matrix = new ConfusionMatrix(classes);
    const size = classes.length;
    if (counts.length !== size || counts.some((row) => row.length !== size || row.some((count) => !Number.isInteger(count) || count < 0))) {
      throw new MetricsError(`[ConfusionMatrix] the counts are no ${size}x${size} table of whole numbers from 0. Pass what toJSON gave.`);
    }
    matrix.#counts.set(counts.flat());
    return matrix;
  }

  /**
   * Counts examples.
   *
   * @param actual     [N], index of each example's class
   * @param predicted  [N], index of the class it was taken for
   * @throws MetricsError for other lengths or an index that is no class; nothing is counted then
   */
  add(actual: ArrayLike<number>, predicted: ArrayLike<number>): void {
    const size = this.classes.length;
    if (actual.length !== predicted.length) {
      throw new MetricsError(
        `[ConfusionMatrix.add] ${actual.length} actual classes came with ${predicted.length} predicted ones. Pass two lists of one length.`,
      );
    }
    for (const labels of [actual, predicted])
      for (let i = 0; i < labels.length; i++) checkClass(labels[i] as number, size, "ConfusionMatrix.add");
    for (let i = 0; i < actual.length; i++) {
      const cell = (actual[i] as number) * size + (predicted[i] as number);
      this.#counts[cell] = (this.#counts[cell] as number) + 1;
    }
  }

  /** Adds what another matrix of the same classes counted. @throws MetricsError for other classes */
  merge(other: ConfusionMatrix): void {
    if (other.classes.length !== this.classes.length || other.classes.some((name, index) => name !== this.classes[index])) {
      throw new MetricsError(
        "[ConfusionMatrix.merge] the two matrices have different classes. Merge matrices of the same classes in the same order.",
      );
    }
    for (let i = 0; i < this.#counts.length; i++) this.#counts[i] = (this.#counts[i] as number) + (other.#counts[i] as number);
  }

  /** How many examples of class `actual` were taken for class `predicted`. */
  count(actual: number, predicted: number): number {
    for (const index of [actual, predicted]) checkClass(index, this.classes.length, "ConfusionMatrix.count");
    return this.#counts[actual * this.classes.length + predicted] as number;
  }

  /** How many examples were counted. */
  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** The part of all examples that were taken for what they are; NaN before the first. */
  get accuracy(): number {
    return this.classes.reduce((sum, _, index) => sum + this.count(index, index), 0) / this.total;
  }

  /** Precision, recall and F1 of each class, in their order. */
  perClass(): ClassScores[] {
    return this.classes.map((_, index) => {
      const hits = this.count(index, index);
      const support = this.classes.reduce((sum, __, other) => sum + this.count(index, other), 0);
      const called = this.classes.reduce((sum, __, other) => sum + this.count(other, index), 0);
      return { precision: hits / called, recall: hits / support, f1: (2 * hits) / (support + called), support };
    });
  }

  toJSON(): ConfusionMatrixJson {
    const size = this.classes.length;
    return { classes: this.classes, counts: this.classes.map((_, row) => Array.from(this.#counts.subarray(row * size, (row + 1) * size))) };
  }
}
