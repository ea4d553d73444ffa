import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "@xception/separable-conv";

import { BackendError } from "./backend-error.ts";
import type { BackendName } from "./backend-name.ts";

/**
 * Makes a registered backend the current one, with this house's gradients.
 *
 * TensorFlow.js resolves `false` where a backend cannot start, and names it as the current one all the same; this throws instead.
 *
 * @throws BackendError with `remedy` where the backend does not start
 */
export async function activate(name: BackendName, remedy: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new BackendError(`[startBackend] the backend ${name} does not start here. ${remedy}`);
  registerGradients();
}
