// What a step takes: on the host, and on the device.
import * as tf from "@tensorflow/tfjs-core";

/** The numbers of one step. */
export interface StepNumbers {
  /** The learning rate. */
  readonly rate: number;
  /** Number of this step, from 1. */
  readonly step: number;
  /** Of what is random in this step. */
  readonly seed: number;
  /** Whether this process asks all of them to stop. */
  readonly stop?: boolean;
}

export interface StepInput extends StepNumbers {
  /** [N, H, W, C] */
  readonly images: { readonly shape: readonly number[]; readonly data: Float32Array };
  /** [N, K] */
  readonly targets: Float32Array;
}

/** How a step asks for its numbers. */
export interface StepTimes {
  /** Of this step; where a step is recorded, of the one that runs. */
  readonly numbers: () => StepNumbers;
  /** Makes a tensor of numbers that differ from step to step; default: at once. */
  readonly everyStep?: ((shape: readonly number[], compute: () => Float32Array) => tf.Tensor) | undefined;
}

/** A batch on the device, and how the numbers of the step are asked for. */
export interface StepTensors extends StepTimes {
  /** [N, H, W, C] */
  readonly images: tf.Tensor;
  /** [N, K] */
  readonly targets: tf.Tensor2D;
}

/** The batch on the device, which the caller disposes of. */
export function uploadBatch({ images, targets }: StepInput): Pick<StepTensors, "images" | "targets"> {
  const size = images.shape[0] as number; // checked by the session
  return {
    images: tf.keep(tf.tensor(images.data, [...images.shape], "float32")),
    targets: tf.keep(tf.tensor2d(targets, [size, targets.length / size], "float32")),
  };
}
