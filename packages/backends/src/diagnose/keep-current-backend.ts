import * as tf from "@tensorflow/tfjs-core";

/** Runs `work`, after which the backend that was current before is current again; none, where there was none. */
export async function keepCurrentBackend<T>(work: () => Promise<T>): Promise<T> {
  const before = tf.getBackend() as string | null | undefined;
  try {
    return await work();
  } finally {
    // TensorFlow.js has no call to make no backend the current one: it chooses the best again at the next operation once these are empty.
    if (before == null) Object.assign(tf.engine(), { backendName: undefined, backendInstance: null });
    else await tf.setBackend(before);
  }
}
