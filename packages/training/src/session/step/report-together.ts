// What a step reports where several processes take it together: numbers over all of them, the same in each.
import * as tf from "@tensorflow/tfjs-core";

import type { Workers } from "../../workers/workers.ts";
import type { StepTensors } from "./step-input.ts";

interface Reported {
  readonly loss: tf.Scalar;
  /** [N], the class of the highest logit */
  readonly best: tf.Tensor1D;
  /** What a target of 0 became by smoothing. */
  readonly evenTarget: number;
}

/** [4]: sum of the losses, images whose best class is among theirs, images, and processes that ask to stop. */
export function reportTogether(workers: Workers, { loss, best, evenTarget }: Reported, input: StepTensors): tf.Tensor1D {
  const { targets, numbers, everyStep } = input;
  const [size, classes] = targets.shape;
  const highest = tf.max<tf.Tensor1D>(targets, 1);
  const chosen = tf.sum<tf.Tensor1D>(tf.mul(tf.cast(tf.oneHot(best, classes), "float32"), targets), 1);
  const right = tf.logicalAnd(tf.greater(chosen, evenTarget), tf.equal(chosen, highest));
  const asked = (): Float32Array => Float32Array.of(numbers().stop ? 1 : 0);
  const parts = [
    tf.mul(loss, size),
    tf.sum(tf.cast(right, "float32")),
    tf.scalar(size),
    everyStep ? everyStep([], asked) : tf.scalar(asked()[0] ?? 0),
  ];
  return workers.sum(tf.stack(parts) as tf.Tensor1D);
}
