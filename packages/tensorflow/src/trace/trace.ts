// `tf.function` for TypeScript: the TensorFlow.js operations that a function runs are recorded once into a function of TensorFlow's, which
// then runs as one operation: nothing crosses between JavaScript and TensorFlow in between, and TensorFlow may rewrite and fuse.
import * as tf from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import { record, type Recording } from "./recording.ts";
import type { TraceResult } from "./result-form.ts";
import { rewriting, type Precision } from "./rewriting.ts";
import { TraceError } from "./trace-error.ts";

export interface TraceOptions {
  /** What products and convolutions are computed in. Default "float32" */
  readonly precision?: Precision | undefined;
  /** Compile with XLA, which is meant for graphics cards. Default false */
  readonly jit?: boolean | undefined;
  /**
   * Put tensors from outside, variables aside, into the function by their values, so that TensorFlow folds them and lays them out once.
   * Default false: they are inputs. Either way they may be disposed of after the first call.
   */
  readonly freeze?: boolean | undefined;
  /**
   * Let TensorFlow rewrite the graph before it first runs: fold, fuse, mix precisions. Default true. Every pass over the graph copies its
   * constants, so that a function of many of them starts sooner and takes less memory without: on a processor, where oneDNN fuses
   * convolutions by itself, the rewriting gains a network in inference nothing.
   */
  readonly rewrite?: boolean | undefined;
}

/** A function that runs as one operation. */
export interface Traced<Arguments extends readonly tf.Tensor[], Result extends TraceResult> {
  (...values: Arguments): Result;
  /**
   * Runs on another thread. What it gives is kept: it belongs to no scope, and whoever asked disposes of it. Variables that the function
   * assigns to are as they were until the promise is fulfilled.
   */
  elsewhere(...values: Arguments): Promise<Result>;
  /** How many recordings there are: one for each set of shapes and types that it was called with. */
  readonly recordings: number;
  /** Removes the recordings from TensorFlow; it cannot be called afterwards. */
  dispose(): void;
}

let compilations = 0;

/**
 * Makes a function of tensors run as one operation. It is recorded at its first call with arguments of certain shapes and types, and
 * again for others. Tensors from outside that it uses keep the values that they had at recording; variables are read, and get what is
 * assigned to them, at every call. What is no tensor stays as it was at recording: numbers, branches, and the random numbers
 * that TensorFlow.js draws in JavaScript. There is no gradient through it: take gradients inside.
 *
 * @throws TraceError where the function reads values, has a shape that depends on values, or makes variables
 *
 * @example
 * const norm = trace((x: tf.Tensor) => tf.sqrt(tf.sum(tf.square(x))));
 * norm(tf.tensor1d([3, 4])).print(); // => 5
 */
export function trace<Arguments extends readonly tf.Tensor[], Result extends TraceResult>(
  fn: (...values: Arguments) => Result,
  options: TraceOptions = {},
): Traced<Arguments, Result> {
  const { precision = "float32", jit = false, freeze = false, rewrite = true } = options;
  const recordings = new Map<string, Recording>();
  let disposed = false;

  /** The recording for such arguments, and numbers of all that it takes. */
  const prepare = (values: Arguments): { recording: Recording; inputs: number[]; release: () => void } => {
    if (disposed) throw new TraceError("[trace] the function is disposed of. Trace it again.");
    const backend = requireTensorFlowBackend(tf.backend());
    if (backend.recorder) throw new TraceError("[trace] a traced function is called within another. Call the plain function there.");
    const signature = values.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join();
    let recording = recordings.get(signature);
    if (!recording) {
      const name = `traced_${fn.name.replace(/\W/g, "") || "function"}_${compilations++}`;
      const configuration = rewriting(precision, backend.isUsingGpuDevice, rewrite);
      recording = record(backend, fn, values, freeze, { name, configuration, jit });
      recordings.set(signature, recording);
    }
    const { all, passing } = recording.captured();
    const release = (): void => {
      for (const id of passing) backend.tensors.delete(id);
    };
    return { recording, inputs: [...values.map(({ dataId }) => backend.idOf(dataId)), ...all], release };
  };
  const call = (...values: Arguments): Result => {
    const { recording, inputs, release } = prepare(values);
    try {
      return recording.finish(recording.concrete.run(inputs)) as Result;
    } finally {
      release();
    }
  };
  const elsewhere = async (...values: Arguments): Promise<Result> => {
    const { recording, inputs, release } = prepare(values);
    const running = recording.concrete.runElsewhere(inputs);
    // What runs holds what it takes.
    release();
    const result = recording.finish(await running) as Result;
    for (const tensor of result instanceof tf.Tensor ? [result] : Object.values<tf.Tensor>(result as Record<string, tf.Tensor>))
      tf.keep(tensor);
    return result;
  };
  const dispose = (): void => {
    for (const recording of recordings.values()) recording.dispose();
    recordings.clear();
    disposed = true;
  };
  const traced = Object.assign(call, { elsewhere, dispose, recordings: 0 });
  return Object.defineProperty(traced, "recordings", { get: () => recordings.size });
}
