import * as tf from "@tensorflow/tfjs-core";

import { BackendError } from "../backend-error.ts";

/** @throws BackendError where the backend wasm runs already on memory that threads cannot share */
export function requireSharedMemory(): void {
  // To look for a backend by TensorFlow.js' functions would start it.
  const running = tf.engine().registry["wasm"] as { readonly wasm?: { readonly HEAPU8: Uint8Array } } | undefined;
  if (running?.wasm?.HEAPU8.buffer instanceof ArrayBuffer) {
    throw new BackendError("the backend wasm runs already, and its memory is one thread's.", "Ask for threads when it starts first.");
  }
}
