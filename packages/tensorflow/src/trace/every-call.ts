import * as tf from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import { dataTypes } from "../tensors/data-type.ts";

/**
 * A tensor that JavaScript computes anew whenever the traced function that uses it runs: a learning rate, the mask of a dropout. Where
 * nothing is being traced it is computed once, at once.
 *
 * @param shape    of the tensor, float32
 * @param compute  gives as many numbers as the shape has places
 *
 * @example
 * let rate = 0.1;
 * const descend = trace((x: tf.Tensor, gradient: tf.Tensor) => tf.sub(x, tf.mul(everyCall([], () => Float32Array.of(rate)), gradient)));
 */
export function everyCall(shape: readonly number[], compute: () => Float32Array): tf.Tensor {
  const backend = requireTensorFlowBackend(tf.backend());
  const { recorder } = backend;
  if (!recorder?.addHostInput) return tf.tensor(compute(), [...shape], "float32");
  return backend.adopt(recorder.addHostInput({ shape, type: dataTypes.float32, compute }));
}
