import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

/** Fails where `f` leaves tensors or data of the backend behind, its result aside, which is disposed of. */
export async function expectNoLeak(f: () => tf.TensorContainer | Promise<tf.TensorContainer>): Promise<void> {
  const before = counts();
  tf.dispose(await f());
  expect(counts()).toEqual(before);
}

function counts(): { tensors: number; buffers: number; ofBackend: number } {
  const { numTensors, numDataBuffers } = tf.memory();
  return { tensors: numTensors, buffers: numDataBuffers, ofBackend: tf.engine().backend.numDataIds() };
}
