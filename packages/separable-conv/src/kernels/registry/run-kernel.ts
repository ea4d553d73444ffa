// One place for the casts that TensorFlow.js' kernel registry asks for: it knows attributes by name only.
import * as tf from "@tensorflow/tfjs-core";

type Inputs = Readonly<Record<string, tf.Tensor>>;
type Attributes = Readonly<Record<string, unknown>>;

/** Runs a kernel of one output on the current backend. */
export function runKernel(kernelName: string, inputs: Inputs, attributes: Attributes = {}): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(kernelName, inputs, attributes as tf.NamedAttrMap);
}

/** Runs a kernel of several outputs on the current backend. */
export function runKernelOfMany(kernelName: string, inputs: Inputs, attributes: Attributes = {}): tf.Tensor[] {
  return tf.engine().runKernel<tf.Tensor[]>(kernelName, inputs, attributes as tf.NamedAttrMap);
}

/** Whether the current backend has this kernel; TensorFlow.js declares the answer never absent, which it is. */
export function hasKernel(kernelName: string): boolean {
  return (tf.getKernel(kernelName, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
}
