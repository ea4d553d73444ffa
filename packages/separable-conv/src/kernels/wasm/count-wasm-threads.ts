import * as tf from "@tensorflow/tfjs-core";

import type { WasmBackend } from "./module/backend.ts";
import { threadsOf } from "./module/instance.ts";

/** Threads that share the work of this package's kernels on TensorFlow.js' backend wasm: 1 unless it was given several. */
export function countWasmThreads(): number {
  // To look for a backend by TensorFlow.js' functions would start it.
  const backend = tf.engine().registry["wasm"] as unknown as WasmBackend | undefined;
  return backend ? threadsOf(backend) : 1;
}
