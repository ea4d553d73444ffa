// A step of several parts as two operations: one collects the gradients of a part, and runs once for each; the other updates. One operation
// for all would be as many times as long to record, and might compute the parts beside each other, in all the memory that parts are to save.
import * as tf from "@tensorflow/tfjs-core";

import type { VariableStore } from "../../variables/store.ts";
import { collect, collectNothing, type Collected } from "../collect.ts";
import type { StepCompiler } from "../compile-step.ts";
import { keepResult } from "../keep-result.ts";
import { compileReplacing } from "../replacing-function.ts";
import { uploadBatch, type StepInput, type StepNumbers } from "../step-input.ts";
import type { Trainer } from "../trainer.ts";
import { update } from "../update.ts";
import type { Meet } from "./meet-on-host.ts";

/** A batch and its parts. */
export interface DividedBatch {
  readonly parts: readonly StepInput[];
  readonly whole: StepInput;
}

export interface CompiledParts {
  /** As `advance`, on another thread. One at a time. @returns the reports of the parts, or the one that all processes have together */
  run(store: VariableStore, batch: DividedBatch): Promise<readonly tf.Tensor1D[]>;
  dispose(): void;
}

export function createCompiledParts(trainer: Trainer, compiler: StepCompiler, meet?: Meet): CompiledParts {
  let known: VariableStore | undefined;
  let numbers: StepNumbers | undefined;
  const times = {
    numbers: () => numbers as StepNumbers,
    everyStep: (shape: readonly number[], compute: () => Float32Array) => compiler.everyCall(shape, compute),
  };
  const count = trainer.layout.groups.length + trainer.layout.statistics.length;
  const tracedPart = compiler.trace((images, targets, share, ...tensors) => {
    const variables = (known as VariableStore).enter(tensors.slice(count), false);
    const before = takeCollected(trainer, tensors.slice(0, count));
    const input = { images, targets: targets as tf.Tensor2D, ...times };
    const { report, ...collected } = collect(trainer, variables, input, { ...before, share: share as tf.Scalar });
    return [report, ...listCollected(collected)];
  });
  const compiledUpdate = compileReplacing(compiler, 0, (variables, tensors) => ({
    variables: update(trainer, variables, takeCollected(trainer, tensors), times),
    reports: [],
  }));

  const collectPart = async (store: VariableStore, part: StepInput, before: Collected, size: number): Promise<tf.Tensor[]> => {
    [known, numbers] = [store, part];
    const { images, targets } = uploadBatch(part);
    const share = tf.keep(tf.scalar((part.images.shape[0] as number) / size));
    try {
      return await tracedPart.elsewhere(images, targets, share, ...listCollected(before), ...store.inputs());
    } finally {
      tf.dispose([images, targets, share]);
    }
  };
  return {
    async run(store, { parts, whole }) {
      const reports: tf.Tensor1D[] = [];
      let collected: Collected = store.look((variables) => keepResult(() => collectNothing(trainer, variables)));
      try {
        for (const part of parts) {
          const [report, ...tensors] = await collectPart(store, part, collected, whole.images.shape[0] as number);
          reports.push(report as tf.Tensor1D);
          tf.dispose(listCollected(collected));
          collected = takeCollected(trainer, tensors);
        }
        if (meet) {
          const [report, ofAll] = await meet(collected, reports.splice(0), whole);
          reports.push(report);
          tf.dispose(listCollected(collected));
          collected = ofAll;
        }
        numbers = whole;
        await compiledUpdate.run(store, listCollected(collected));
        return reports;
      } catch (error) {
        tf.dispose(reports);
        throw error;
      } finally {
        tf.dispose(listCollected(collected));
      }
    },
    dispose() {
      tracedPart.dispose();
      compiledUpdate.dispose();
    },
  };
}

const listCollected = ({ gradients, statistics }: Collected): tf.Tensor[] => [...gradients, ...statistics];

function takeCollected({ layout }: Trainer, tensors: readonly tf.Tensor[]): Collected {
  const count = layout.groups.length;
  return { gradients: tensors.slice(0, count) as tf.Tensor1D[], statistics: tensors.slice(count) };
}
