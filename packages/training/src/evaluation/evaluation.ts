import type { ConfusionMatrix } from "@xception/metrics";

export interface Evaluation {
  /** Images looked at. */
  readonly size: number;
  /** Mean over images, without label smoothing and weight decay. */
  readonly loss: number;
  /** Part of the images whose best class is theirs, or one of theirs. */
  readonly top1: number;
  /** Part of the images that have a class of theirs among the best five. */
  readonly top5: number;
  /** Which class was taken for which; none where an image may have several classes. */
  readonly confusion: ConfusionMatrix | undefined;
  /** MAP@100, the paper's measure where an image may have several classes (§4.1), all classes weighing the same; undefined elsewhere. */
  readonly meanAveragePrecision: number | undefined;
}
