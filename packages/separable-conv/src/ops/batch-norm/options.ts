// What both forms of batch normalisation take, and its checks.
import * as tf from "@tensorflow/tfjs-core";

import { requireTensor } from "../validation/require-tensor.ts";
import { ShapeError } from "../validation/shape-error.ts";

export interface BatchNormOptions {
  /** [C] the mean over past batches. */
  readonly movingMean: tf.Tensor1D;
  /** [C] the variance over past batches. */
  readonly movingVariance: tf.Tensor1D;
  /** [C] (gamma); 1 unless given. */
  readonly scale?: tf.Tensor1D | undefined;
  /** [C] (beta); 0 unless given. */
  readonly offset?: tf.Tensor1D | undefined;
  /** Added to the variance; 0.001 unless given, as in Keras. */
  readonly epsilon?: number | undefined;
}

/** The options with nothing left out; to be called within tf.tidy, which frees what it makes. */
export function completeBatchNormOptions(
  caller: string,
  x: tf.Tensor,
  options: BatchNormOptions,
): Required<{ [Key in keyof BatchNormOptions]: NonNullable<BatchNormOptions[Key]> }> {
  const channels = x.shape.at(-1);
  if (x.dtype !== "float32" || channels === undefined) {
    throw new ShapeError(
      `[${caller}] x is ${x.dtype} of shape [${x.shape.join(", ")}], expected float32 of shape [..., C]. Pass the maps that a convolution gives.`,
    );
  }
  const { movingMean, movingVariance, epsilon = 0.001 } = options;
  const scale = options.scale ?? tf.ones<tf.Rank.R1>([channels]);
  const offset = options.offset ?? tf.zeros<tf.Rank.R1>([channels]);
  for (const [name, vector] of Object.entries({ movingMean, movingVariance, scale, offset })) {
    requireTensor(caller, name, vector, ["C"]);
    if (vector.size !== channels) {
      throw new ShapeError(
        `[${caller}] ${name} has ${vector.size} values, but x has ${channels} channels. Pass ${name} of shape [${channels}].`,
      );
    }
  }
  requireNumber(caller, "epsilon", epsilon, 0, Infinity);
  return { movingMean, movingVariance, scale, offset, epsilon };
}

/** Refuses what is not a number of [low, high]. */
export function requireNumber(caller: string, name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) {
    const range = high === Infinity ? `${low} or more` : `from ${low} to ${high}`;
    throw new RangeError(`[${caller}] ${name} is ${value}, expected a number ${range}. Pass such a number, or leave it out.`);
  }
}
