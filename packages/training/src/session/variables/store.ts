// Where a session has its variables between steps, and how a compiled step gets at them.
import type * as tf from "@tensorflow/tfjs-core";

import type { StepCompiler } from "../step/compile-step.ts";
import { createDeviceStore } from "./device-store.ts";
import type { Layout } from "./layout.ts";
import { createTensorStore } from "./tensor-store.ts";
import type { Variables, VariableState } from "./variables.ts";

export interface VariableStore {
  /** Lets `work` have the variables of now, which are not its own. What it reads of them is fixed when it asks. */
  look<T>(work: (now: Variables) => T): T;
  /** The variables become the store's. */
  replace(next: Variables): void;
  dispose(): void;
  /** Arguments of a function that is compiled, for the variables of now. */
  inputs(): tf.Tensor[];
  /**
   * Within such a function: the variables, from its arguments.
   *
   * @param replaces  whether it gives new ones of all that learn or follow the data, so that these need not stay
   */
  enter(inputs: readonly tf.Tensor[], replaces: boolean): Variables;
  /** Within such a function: what it gives back for new variables, tensors that belong to it. */
  leave(next: Variables): tf.Tensor[];
  /** After it, with what it gave back. */
  finish(results: readonly tf.Tensor[]): void;
  /** Instead, where it has begun and failed. */
  fail(): void;
}

/** Variables that a step replaces while it runs, where the compiler has such; else tensors, which are there until the step is done. */
export function createStore(state: VariableState, layout: Layout, compiler?: StepCompiler): VariableStore {
  return compiler?.variable ? createDeviceStore(state, layout, compiler.variable) : createTensorStore(state, layout);
}
