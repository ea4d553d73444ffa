import * as tf from "@tensorflow/tfjs-core";

import { MissingBackendError } from "../xception-error.ts";
import type { ModelOptions } from "./model-options.ts";

/** @throws MissingBackendError where the executor needs a backend of TensorFlow.js, and that has none to choose from */
export async function requireBackend(caller: string, { executor }: ModelOptions): Promise<void> {
  if (executor === "wasm") return;
  if (Object.keys(tf.engine().registryFactory).length === 0) {
    throw new MissingBackendError(
      `[${caller}] TensorFlow.js has no backend to compute with. Start one first: await startBackend("wasm"), from @xception/backends/node or /browser; or pass { executor: "wasm" }, which needs none.`,
    );
  }
  await tf.ready();
}
