import type { Tensor } from "@tensorflow/tfjs-core";

import { ShapeError } from "./shape-error.ts";

/** Refuses a tensor that is not float32 or has another number of axes than its letters. */
export function requireTensor(caller: string, name: string, tensor: Tensor, letters: readonly string[]): void {
  if (tensor.shape.length !== letters.length) {
    throw new ShapeError(
      `[${caller}] ${name} has shape [${tensor.shape.join(", ")}], expected ${letters.length} axes [${letters.join(", ")}]. Reshape it, or add the missing axes with tf.expandDims.`,
    );
  }
  if (tensor.dtype !== "float32") {
    throw new ShapeError(`[${caller}] ${name} is ${tensor.dtype}, expected float32. Convert it with tf.cast(${name}, "float32").`);
  }
}
