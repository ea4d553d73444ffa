// TensorFlow.js has one table of kernels. To time two sets of them in one process, on the same tensors and the same memory, the sets take
// each other's place in it between two runs.
import * as tf from "@tensorflow/tfjs-core";

/** Puts one of the sets in place. */
export interface KernelSets {
  /** The kernels that were there before. */
  readonly stock: () => void;
  /** Those that `register` left. */
  readonly ours: () => void;
}

/**
 * @param backend   a backend that has started
 * @param register  what registers kernels for it
 */
export async function kernelSets(backend: string, register: () => void | Promise<void>): Promise<KernelSets> {
  const before = tf.getKernelsForBackend(backend);
  await register();
  const after = tf.getKernelsForBackend(backend);
  const place = (kernels: readonly tf.KernelConfig[]): void => {
    for (const { kernelName } of tf.getKernelsForBackend(backend)) tf.unregisterKernel(kernelName, backend);
    for (const kernel of kernels) tf.registerKernel(kernel);
  };
  return {
    stock: () => {
      place(before);
    },
    ours: () => {
      place(after);
    },
  };
}
