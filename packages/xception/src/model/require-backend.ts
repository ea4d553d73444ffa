import * as tf from "@tensorflow/tfjs-core";

import { MissingBackendError } from "../xception-error.ts";

/** @throws MissingBackendError where TensorFlow.js has no backend to choose from */
export async function requireBackend(caller: string): Promise<void> {
  if (Object.keys(tf.engine().registryFactory).length === 0) {
    throw new MissingBackendError(
      `[${caller}] TensorFlow.js has no backend to compute with. Start one first: await startBackend("wasm"), from @xception/backends/node or /browser.`,
    );
  }
  await tf.ready();
}
