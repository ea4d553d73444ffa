// TensorFlow.js' backprop kernels of convolutions overlook dilation; those of this package that honour it say so here.
import * as tf from "@tensorflow/tfjs-core";

const dilating = new WeakSet<tf.KernelFunc>();

/** Notes that a kernel honours the attribute `dilations`. */
export function markTakesDilation(kernel: tf.KernelFunc): void {
  dilating.add(kernel);
}

/** Whether the current backend's kernel of this name honours the attribute `dilations`. */
export function takesDilation(kernelName: string): boolean {
  const config = tf.getKernel(kernelName, tf.getBackend()) as tf.KernelConfig | undefined;
  return config !== undefined && dilating.has(config.kernelFunc);
}
