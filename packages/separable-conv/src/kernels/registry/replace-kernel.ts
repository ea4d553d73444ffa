// TensorFlow.js warns where a kernel takes another's place, and forgets the other; here the other is kept for what ours does not do.
import * as tf from "@tensorflow/tfjs-core";

import { markTakesDilation } from "./takes-dilation.ts";

type Run = Parameters<tf.KernelFunc>[0];

export interface Replacement {
  readonly kernelName: string;
  readonly backendName: string;
  /** The kernel; `stock` is the one whose place it takes, if there is one. */
  readonly kernelFunc: (run: Run, stock: tf.KernelFunc | undefined) => tf.TensorInfo | tf.TensorInfo[];
  /** Whether it honours the attribute `dilations`, which TensorFlow.js' own backprop kernels overlook. */
  readonly takesDilation?: boolean | undefined;
  /** Whether images are laid out as [N, H, W, C] only: another layout is then left to the kernel that was there. */
  readonly channelsLast?: boolean | undefined;
}

const done = new Set<string>();

/** Registers a kernel in place of the one of this name, if there is one; calling it again changes nothing. */
export function replaceKernel({ kernelName, backendName, kernelFunc, takesDilation, channelsLast }: Replacement): void {
  const key = `${backendName}/${kernelName}`;
  if (done.has(key)) return;
  const config = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  const stock = config?.kernelFunc;
  const kernel: tf.KernelFunc = (run) =>
    channelsLast && stock && run.attrs?.["dataFormat"] === "NCHW" ? stock(run) : kernelFunc(run, stock);
  if (takesDilation) markTakesDilation(kernel);
  if (config) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...config, kernelName, backendName, kernelFunc: kernel });
  done.add(key);
}
