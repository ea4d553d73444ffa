// Variables while a function is traced. They are inputs that are looked up at each call; a new value that the function gives one becomes
// an output, which is assigned after each call. Recording itself leaves them as they were.
import * as tf from "@tensorflow/tfjs-core";

import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { TraceError } from "./trace-error.ts";

export interface VariableUpdate {
  readonly variable: tf.Variable;
  /** Number of the new value in the recording. */
  readonly id: number;
}

export interface WatchedVariables {
  /** The variable whose value has this number. */
  of(id: number): tf.Variable | undefined;
  /** New values, while the recording goes on. @throws TraceError where the function made a variable */
  updates(): VariableUpdate[];
  /** Gives all variables the values that they had. */
  restore(): void;
}

export function watchVariables(backend: TensorFlowBackend): WatchedVariables {
  const before = Object.values(tf.engine().registeredVariables).map((variable) => ({ variable, value: tf.keep(tf.clone(variable)) }));
  const byId = new Map(before.map(({ variable }) => [backend.idOf(variable.dataId), variable]));
  const known = new Set(before.map(({ variable }) => variable));
  const made = (): tf.Variable[] => Object.values(tf.engine().registeredVariables).filter((variable) => !known.has(variable));
  const changed = (): typeof before => before.filter(({ variable, value }) => variable.dataId !== value.dataId);
  return {
    of: (id) => byId.get(id),
    updates() {
      const [first] = made();
      if (first) {
        throw new TraceError(
          `[trace] the function makes the variable "${first.name}", which would be a new one at each call. Make it before; an optimizer of TensorFlow.js makes its own at its first step.`,
        );
      }
      return changed().map(({ variable }) => ({ variable, id: backend.idOf(variable.dataId) }));
    },
    restore() {
      for (const { variable, value } of changed()) variable.assign(value);
      tf.dispose(before.map(({ value }) => value));
      tf.dispose(made());
    },
  };
}
