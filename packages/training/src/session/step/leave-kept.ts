import * as tf from "@tensorflow/tfjs-core";

/** Tensors for the results of a recorded function. They belong to the recording, which ends; what is kept would outlive it. */
export function leaveKept(made: readonly tf.Tensor[]): tf.Tensor[] {
  const results = made.map((tensor) => tf.clone(tensor));
  tf.dispose(made.filter(({ kept }) => kept));
  return results;
}
