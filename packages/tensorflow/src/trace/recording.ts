// One recording of a traced function, for arguments of certain shapes and types.
import * as tf from "@tensorflow/tfjs-core";

import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { toTensorFlowType } from "../backend/type-names.ts";
import type { TensorMetadata } from "../tensors/tensor-store.ts";
import { ConcreteFunction, type Compilation } from "./concrete-function.ts";
import { GraphRecorder } from "./graph-recorder.ts";
import { formOf, type ResultForm, type TraceResult } from "./result-form.ts";
import { watchVariables, type VariableUpdate } from "./watch-variables.ts";

export interface Recording {
  readonly concrete: ConcreteFunction;
  /** Numbers of what the function takes after its arguments, at the time of a call, and which of them are for this call alone. */
  captured(): { readonly all: readonly number[]; readonly passing: readonly number[] };
  /** Makes the function's result of the outputs, and gives variables their new values. */
  finish(outputs: readonly TensorMetadata[]): TraceResult;
  dispose(): void;
}

/** @param freeze whether tensors from outside, variables aside, go in by their values */
export function record<Arguments extends readonly tf.Tensor[]>(
  backend: TensorFlowBackend,
  fn: (...values: Arguments) => TraceResult,
  values: Arguments,
  freeze: boolean,
  compilation: Compilation,
): Recording {
  const { tensorflow, tensors } = backend;
  const variables = watchVariables(backend);
  const recorder = new GraphRecorder(tensorflow, tensors, (id) => freeze && variables.of(id) === undefined);
  try {
    const { assemble, results, updates } = run(backend, recorder, fn, values, () => variables.updates());
    const concrete = new ConcreteFunction(tensorflow, tensors, recorder, [...results, ...updates.map(({ id }) => id)], compilation);
    // A variable is looked up at each call; another tensor is shared, so that it may be disposed of outside.
    const captured = recorder.captured.map((from) => (typeof from === "number" ? (variables.of(from) ?? tensors.share(from)) : from));
    return {
      concrete,
      captured() {
        const passing: number[] = [];
        const all = captured.map((from) => {
          if (typeof from === "number") return from;
          if (from instanceof tf.Tensor) return backend.idOf(from.dataId);
          const id = tensors.create(from.shape, from.type, from.compute());
          passing.push(id);
          return id;
        });
        return { all, passing };
      },
      finish(outputs) {
        const made = outputs.map((output) => backend.adopt(output));
        updates.forEach(({ variable }, index) => {
          const value = made[results.length + index] as tf.Tensor;
          variable.assign(value);
          value.dispose();
        });
        return assemble(made.slice(0, results.length));
      },
      dispose() {
        for (const from of captured) if (typeof from === "number") tensors.delete(from);
        concrete.dispose();
      },
    };
  } finally {
    variables.restore();
    recorder.dispose();
  }
}

interface Run {
  readonly assemble: ResultForm["assemble"];
  /** Numbers of the results in the recording. */
  readonly results: readonly number[];
  readonly updates: readonly VariableUpdate[];
}

function run<Arguments extends readonly tf.Tensor[]>(
  backend: TensorFlowBackend,
  recorder: GraphRecorder,
  fn: (...values: Arguments) => TraceResult,
  values: Arguments,
  updates: () => VariableUpdate[],
): Run {
  return backend.record(recorder, () => {
    let result: Run | undefined;
    tf.tidy(() => {
      const inner = values.map(({ shape, dtype }) => backend.adopt(recorder.addInput(shape, toTensorFlowType(dtype))));
      const form = formOf(fn(...(inner as unknown as Arguments)));
      result = { assemble: form.assemble, results: form.tensors.map(({ dataId }) => backend.idOf(dataId)), updates: updates() };
    });
    return result as unknown as Run; // tidy has run it
  });
}
