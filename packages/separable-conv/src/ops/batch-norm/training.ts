import * as tf from "@tensorflow/tfjs-core";

import { batchNormTraining } from "../../kernels/composed/batch-norm-training.ts";
import { BatchNormRelu, BatchNormTraining, MovingAverage } from "../../kernels/registry/kernel-names.ts";
import { hasKernel, runKernel, runKernelOfMany } from "../../kernels/registry/run-kernel.ts";
import { normaliseTogether, type MeanOverWorkers } from "./normalise-together.ts";
import { completeBatchNormOptions, requireNumber, type BatchNormOptions } from "./options.ts";

export interface BatchNormTrainingOptions extends BatchNormOptions {
  /** How much of the moving averages stays: moving · momentum + batch · (1 − momentum). 0.99 unless given, as in Keras. */
  readonly momentum?: number | undefined;
  /** Whether y passes a relu, which then costs nothing where the backend has a kernel for both. Default false. */
  readonly relu?: boolean | undefined;
  /**
   * Gives the mean of a vector over processes that hold equal parts of one batch; the statistics are then those of the whole batch, and the
   * gradient goes through all of them. Gradients of scale and offset are still the part's: the mean over processes is the caller's to take.
   */
  readonly meanOverWorkers?: MeanOverWorkers | undefined;
}

export interface BatchNormTrainingResult<X extends tf.Tensor> {
  readonly y: X;
  /** [C] of this batch. */
  readonly mean: tf.Tensor1D;
  /** [C] of this batch, biased: the sum of squares divided by the number of places. */
  readonly variance: tf.Tensor1D;
  /** [C] the new moving averages; the biased variance goes into them, as in Keras 3. */
  readonly movingMean: tf.Tensor1D;
  readonly movingVariance: tf.Tensor1D;
}

/**
 * Batch normalisation with the batch's own statistics. Only y has a gradient: with respect to x, scale and offset, through the statistics.
 *
 * @param x  [..., C]
 * @throws ShapeError where the shapes do not go together, RangeError for an epsilon below 0 or a momentum outside 0 to 1
 *
 * @example
 * batchNorm.training(tf.tensor4d([1, 3], [2, 1, 1, 1]), { movingMean: tf.zeros([1]), movingVariance: tf.ones([1]) }).mean // => [2]
 */
export function training<X extends tf.Tensor>(x: X, options: BatchNormTrainingOptions): BatchNormTrainingResult<X> {
  const caller = "batchNorm.training";
  const { momentum = 0.99, relu = false, meanOverWorkers } = options;
  requireNumber(caller, "momentum", momentum, 0, 1);
  return tf.tidy(() => {
    const { scale, offset, epsilon, ...moving } = completeBatchNormOptions(caller, x, options);
    const inOne = relu && !meanOverWorkers && hasKernel(BatchNormRelu);
    const [y, mean, variance] = meanOverWorkers
      ? normaliseTogether(x, { scale, offset, epsilon, near: moving.movingMean, meanOverWorkers })
      : batchNormAlone(x, { scale, offset, epsilon, inOne });
    return {
      y: (relu && !inOne ? tf.relu(y as X) : y) as X,
      mean: mean as tf.Tensor1D,
      variance: variance as tf.Tensor1D,
      movingMean: blend(moving.movingMean, mean as tf.Tensor1D, momentum),
      movingVariance: blend(moving.movingVariance, variance as tf.Tensor1D, momentum),
    };
  });
}

interface Alone {
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
  readonly epsilon: number;
  /** Whether y passes a relu in the same kernel. */
  readonly inOne: boolean;
}

function batchNormAlone(x: tf.Tensor, { scale, offset, epsilon, inOne }: Alone): readonly tf.Tensor[] {
  if (inOne) return runKernelOfMany(BatchNormRelu, { x, scale, offset }, { epsilon });
  if (hasKernel(BatchNormTraining)) return runKernelOfMany(BatchNormTraining, { x, scale, offset }, { epsilon });
  return batchNormTraining(x, scale, offset, epsilon);
}

/** The new moving average. */
function blend(moving: tf.Tensor1D, value: tf.Tensor1D, momentum: number): tf.Tensor1D {
  if (hasKernel(MovingAverage)) return runKernel(MovingAverage, { moving, value }, { momentum }) as tf.Tensor1D;
  return tf.add(tf.mul(moving, momentum), tf.mul(value, 1 - momentum));
}
