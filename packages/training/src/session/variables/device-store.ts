import * as tf from "@tensorflow/tfjs-core";

import { TrainingError } from "../../errors/training-error.ts";
import type { Layout } from "./layout.ts";
import { listTensors } from "./map-variables.ts";
import { fromRoots, rootsOf, uploadRoots } from "./roots.ts";
import type { VariableStore } from "./store.ts";
import { disposeVariables, type Variables, type VariableState } from "./variables.ts";

/** A value that stays on the device and is replaced there: `deviceVariable` of @xception/tensorflow makes such. */
export interface StepVariable {
  /** A tensor that belongs to the caller, and to the scope that it is in. */
  read(): tf.Tensor;
  /** Within a compiled function: at every call. The value stays the caller's. */
  assign(value: tf.Tensor): void;
  dispose(): void;
}

/**
 * Variables that a step replaces one by one, as soon as it has the new value of each: old and new are never all there at once. A step that
 * fails on its way leaves some of before and some of after it.
 */
export function createDeviceStore(state: VariableState, layout: Layout, create: (initial: tf.Tensor) => StepVariable): VariableStore {
  const names = [...state.parameters.keys()];
  const roots: StepVariable[] = [];
  for (const root of uploadRoots(state, layout, (data) => data)) {
    roots.push(create(root));
    root.dispose();
  }
  let isMixed = false;
  let entered: readonly tf.Tensor[] = [];
  const read = (): tf.Tensor[] => roots.map((root) => root.read());
  const assign = (values: readonly tf.Tensor[], before: readonly tf.Tensor[] = []): void => {
    for (const [index, root] of roots.entries()) if (values[index] !== before[index]) root.assign(values[index] as tf.Tensor);
  };
  const requireWhole = (): void => {
    if (!isMixed) return;
    throw new TrainingError(
      "[Session] a step failed on its way, and has left parameters of before and of after it. Restore a state, such as the last checkpoint's.",
    );
  };
  return {
    look<T>(work: (now: Variables) => T): T {
      requireWhole();
      const results: T[] = [];
      tf.tidy(() => {
        results.push(work(fromRoots(read(), layout, names)));
      });
      return results[0] as T;
    },
    replace(next) {
      assign(rootsOf(next, layout));
      disposeVariables(next);
      isMixed = false;
    },
    dispose() {
      for (const root of roots) root.dispose();
    },
    inputs() {
      requireWhole();
      return [];
    },
    enter() {
      entered = read();
      return fromRoots(entered, layout, names);
    },
    leave(next) {
      assign(rootsOf(next, layout), entered);
      tf.dispose(listTensors(next).filter(({ kept }) => kept));
      return [];
    },
    finish: () => undefined,
    fail() {
      isMixed = true;
    },
  };
}
