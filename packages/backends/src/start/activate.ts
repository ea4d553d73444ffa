import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "@xception/separable-conv";

import { BackendError } from "../backend-error.ts";
import type { NodeBackendName } from "../backend-name.ts";

/**
 * Makes a registered backend the current one, with this house's gradients.
 *
 * TensorFlow.js resolves `false` where a backend cannot start, and names it as the current one all the same. This throws instead,
 * and leaves the one that was current as it was.
 *
 * @throws BackendError with `remedy` where the backend does not start
 */
export async function activate(name: NodeBackendName, remedy: string): Promise<void> {
  const before = tf.getBackend() as string | null | undefined;
  const { started, cause } = await set(name);
  if (!started) {
    if (before != null && before !== name) await tf.setBackend(before);
    throw new BackendError(`the backend ${name} does not start here.`, remedy, { cause });
  }
  registerGradients();
}

async function set(name: NodeBackendName): Promise<{ started: boolean; cause?: unknown }> {
  try {
    return { started: await tf.setBackend(name) };
  } catch (cause) {
    return { started: false, cause };
  }
}
