// One place for the casts that TensorFlow.js' kernel registry asks for: it knows tensors and attributes by name only.
import * as tf from "@tensorflow/tfjs-core";

export type Attributes = Readonly<Record<string, unknown>>;

/** Runs a kernel of the current backend; a kernel of several outputs gives an array. */
export function runKernel<Result extends tf.Tensor | tf.Tensor[]>(
  kernelName: string,
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attributes: Attributes = {},
): Result {
  return tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as Result;
}

/** Whether the current backend has this kernel; TensorFlow.js declares the answer never absent, which it is. */
export function hasKernel(kernelName: string): boolean {
  return (tf.getKernel(kernelName, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
}
