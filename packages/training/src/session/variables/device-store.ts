import * as tf from "@tensorflow/tfjs-core";

import { TrainingError } from "../../errors/training-error.ts";
import type { Layout } from "./layout.ts";
import { listTensors } from "./map-variables.ts";
import { changingRoots, fromRoots, rootsOf, uploadRoots } from "./roots.ts";
import type { VariableStore } from "./store.ts";
import { disposeVariables, type Variables, type VariableState } from "./variables.ts";

/** A value that stays on the device and is replaced there: `deviceVariable` of @xception/tensorflow makes such. */
export interface StepVariable {
  /** A tensor that belongs to the caller, and to the scope that it is in. */
  read(): tf.Tensor;
  /** The same, of a value that is about to be replaced: the next one may be computed in its memory. */
  take(): tf.Tensor;
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
  const changing = changingRoots(layout, names);
  let isMixed = false;
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
        const read = roots.map((root) => root.read());
        results.push(work(fromRoots(read, layout, names)));
      });
      return results[0] as T;
    },
    replace(next) {
      const values = rootsOf(next, layout);
      roots.forEach((root, index) => {
        root.assign(values[index] as tf.Tensor); // one for each
      });
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
    enter(_inputs, replaces) {
      const entered = roots.map((root, index) => (replaces && changing[index] ? root.take() : root.read()));
      return fromRoots(entered, layout, names);
    },
    leave(next) {
      const values = rootsOf(next, layout);
      roots.forEach((root, index) => {
        if (changing[index]) root.assign(values[index] as tf.Tensor); // one for each
      });
      tf.dispose(listTensors(next).filter(({ kept }) => kept));
      return [];
    },
    finish: () => undefined,
    fail() {
      isMixed = true;
    },
  };
}
