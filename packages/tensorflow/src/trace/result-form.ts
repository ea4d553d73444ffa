import * as tf from "@tensorflow/tfjs-core";

import { TraceError } from "./trace-error.ts";

/** What a traced function may give back. */
export type TraceResult = tf.Tensor | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>;

/** A result taken apart, and how one like it is put together again. */
export interface ResultForm {
  readonly tensors: readonly tf.Tensor[];
  readonly assemble: (tensors: readonly tf.Tensor[]) => TraceResult;
}

/** @throws TraceError where it is no tensor, list of tensors, or object of tensors */
export function formOf(result: TraceResult): ResultForm {
  if (result instanceof tf.Tensor) return { tensors: [result], assemble: ([tensor]) => tensor as tf.Tensor };
  const names = Object.keys(result);
  const tensors = Object.values(result) as tf.Tensor[];
  if (!tensors.every((value) => value instanceof tf.Tensor)) {
    throw new TraceError(
      "[trace] the function gave something that is no tensor. Give back a tensor, a list of tensors, or an object of tensors.",
    );
  }
  const isList = Array.isArray(result);
  return {
    tensors,
    assemble: (outputs) => (isList ? outputs : Object.fromEntries(names.map((name, index) => [name, outputs[index] as tf.Tensor]))),
  };
}
