// TensorFlow.js warns where a kernel takes another's place, and forgets the other; here the other is kept for what ours does not do.
import * as tf from "@tensorflow/tfjs-core";

import { markTakesDilation } from "./takes-dilation.ts";

interface Replacement {
  readonly kernelName: string;
  readonly backendName: string;
  readonly kernelFunc: tf.KernelFunc;
  readonly takesDilation?: boolean | undefined;
  /** Whether images are laid out as [N, H, W, C] only: for another layout the kernel that was there is run. */
  readonly channelsLast?: boolean | undefined;
}

const replaced = new Map<string, tf.KernelConfig>();

/** Registers a kernel in place of the one of this name, if there is one; calling it again changes nothing. */
export function replaceKernel({ kernelName, backendName, kernelFunc, takesDilation, channelsLast }: Replacement): void {
  const key = `${backendName}/${kernelName}`;
  if (replaced.has(key)) return;
  const stock = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  const kernel: tf.KernelFunc =
    channelsLast && stock ? (run) => (run.attrs?.["dataFormat"] === "NCHW" ? stock.kernelFunc(run) : kernelFunc(run)) : kernelFunc;
  if (takesDilation) markTakesDilation(kernel);
  if (stock) tf.unregisterKernel(kernelName, backendName);
  const config = { ...stock, kernelName, backendName, kernelFunc: kernel };
  tf.registerKernel(config);
  replaced.set(key, config);
}
