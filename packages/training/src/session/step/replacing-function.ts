import type * as tf from "@tensorflow/tfjs-core";

import type { VariableStore } from "../variables/store.ts";
import type { Variables } from "../variables/variables.ts";
import type { StepOutput } from "./advance.ts";
import type { StepCompiler } from "./compile-step.ts";
import { leaveKept } from "./leave-kept.ts";

/** A compiled function of tensors and of variables, which it replaces. */
export interface ReplacingFunction {
  /** One at a time, on another thread. @returns the reports, which belong to no scope */
  run(store: VariableStore, tensors: readonly tf.Tensor[]): Promise<tf.Tensor1D[]>;
  dispose(): void;
}

/** @param reports  how many `fn` gives */
export function compileReplacing(
  compiler: StepCompiler,
  reports: number,
  fn: (variables: Variables, tensors: readonly tf.Tensor[]) => StepOutput,
): ReplacingFunction {
  let store: VariableStore | undefined;
  let count = 0;
  /** Recordings that have begun, and that have ended. */
  const recordings = { begun: 0, ended: 0 };
  const traced = compiler.trace((...tensors) => {
    recordings.begun++;
    const known = store as VariableStore; // of `run`
    const output = fn(known.enter(tensors.slice(count), true), tensors.slice(0, count));
    const results = [...leaveKept(output.reports), ...known.leave(output.variables)];
    recordings.ended++;
    return results;
  });
  return {
    async run(of, tensors) {
      [store, count] = [of, tensors.length];
      const inputs = of.inputs();
      try {
        const results = await traced.elsewhere(...tensors, ...inputs);
        of.finish(results.slice(reports));
        return results.slice(0, reports) as tf.Tensor1D[];
      } catch (error) {
        // What could not be recorded has not run.
        if (recordings.begun === recordings.ended) of.fail();
        recordings.ended = recordings.begun;
        throw error;
      }
    },
    dispose() {
      traced.dispose();
    },
  };
}
