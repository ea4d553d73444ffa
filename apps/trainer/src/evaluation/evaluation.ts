// How good a model is on labelled images, as JSON.

export interface ClassResult {
  readonly label: string;
  readonly images: number;
  /** Part of this class' images that were named rightly; null of none. */
  readonly recall: number | null;
  /** Part of the images named so that are of this class; null of none. */
  readonly precision: number | null;
}

export interface Evaluation {
  readonly images: number;
  /** Part of the images whose most probable class is theirs. */
  readonly accuracy: number;
  /** Part whose class is among the five most probable; left out with five classes or fewer. */
  readonly top5?: number;
  /** Mean cross-entropy. */
  readonly loss: number;
  readonly classes: readonly ClassResult[];
  /** [true class][named class], counts of images. */
  readonly confusion: readonly (readonly number[])[];
  readonly seconds: number;
}
