import * as tf from "@tensorflow/tfjs-core";

import { BackendError } from "../backend-error.ts";
import type { NodeBackendName } from "../backend-name.ts";

const most = 64;

/** @throws BackendError where this backend cannot have so many threads */
export function requireThreads(name: NodeBackendName, threads: number): void {
  if (name !== "wasm" && threads !== 1) {
    throw new BackendError(`the backend ${name} chooses its threads by itself, and ${threads} were asked for.`, "Leave out the threads.");
  }
  if (!Number.isInteger(threads) || threads < 1 || threads > most) {
    throw new BackendError(`${threads} threads were asked for.`, `Ask for a whole number from 1 to ${most}.`);
  }
  // To look for a backend by TensorFlow.js' functions would start it.
  const running = tf.engine().registry["wasm"] as { readonly wasm?: { readonly HEAPU8: Uint8Array } } | undefined;
  if (threads > 1 && running?.wasm?.HEAPU8.buffer instanceof ArrayBuffer) {
    throw new BackendError("the backend wasm runs already, and its memory is one thread's.", "Ask for threads when it starts first.");
  }
}
