// A step of several parts as two operations: one collects the gradients of a part, and runs once for each; the other updates. One operation
// for all would be as many times as long to record, and might compute the parts beside each other, in all the memory that parts are to save.
import * as tf from "@tensorflow/tfjs-core";

import { fillVariables, listTensors } from "../../variables/map-variables.ts";
import type { Variables } from "../../variables/variables.ts";
import type { StepOutput } from "../advance.ts";
import { collect, collectNothing, type Collected } from "../collect.ts";
import type { StepCompiler } from "../compile-step.ts";
import { keepResult } from "../keep-result.ts";
import { leaveKept } from "../leave-kept.ts";
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
  /** As `advance`, on another thread. One at a time. */
  run(variables: Variables, batch: DividedBatch): Promise<StepOutput>;
  dispose(): void;
}

export function createCompiledParts(trainer: Trainer, compiler: StepCompiler, meet?: Meet): CompiledParts {
  let form: Variables | undefined;
  let numbers: StepNumbers | undefined;
  const times = {
    numbers: () => numbers as StepNumbers,
    everyStep: (shape: readonly number[], compute: () => Float32Array) => compiler.everyCall(shape, compute),
  };
  const tracedPart = compiler.trace((images, targets, share, ...tensors) => {
    const [variables, before] = refill(trainer, form as Variables, tensors);
    const input = { images, targets: targets as tf.Tensor2D, ...times };
    const { report, ...collected } = collect(trainer, variables, input, { ...before, share: share as tf.Scalar });
    return [report, ...listCollected(collected)];
  });
  const tracedUpdate = compiler.trace((...tensors) => {
    const [variables, collected] = refill(trainer, form as Variables, tensors);
    return leaveKept(listTensors(update(trainer, variables, collected, times)));
  });

  const collectPart = async (variables: Variables, part: StepInput, before: Collected, size: number): Promise<tf.Tensor[]> => {
    numbers = part;
    const { images, targets } = uploadBatch(part);
    const share = tf.keep(tf.scalar((part.images.shape[0] as number) / size));
    try {
      return await tracedPart.elsewhere(images, targets, share, ...listTensors(variables), ...listCollected(before));
    } finally {
      tf.dispose([images, targets, share]);
    }
  };
  return {
    async run(variables, { parts, whole }) {
      form = variables;
      const reports: tf.Tensor1D[] = [];
      let collected: Collected = keepResult(() => collectNothing(trainer, variables));
      try {
        for (const part of parts) {
          const [report, ...tensors] = await collectPart(variables, part, collected, whole.images.shape[0] as number);
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
        const tensors = await tracedUpdate.elsewhere(...listTensors(variables), ...listCollected(collected));
        return { reports, variables: fillVariables(variables, tensors) };
      } catch (error) {
        tf.dispose(reports);
        throw error;
      } finally {
        tf.dispose(listCollected(collected));
      }
    },
    dispose() {
      tracedPart.dispose();
      tracedUpdate.dispose();
    },
  };
}

const listCollected = ({ gradients, statistics }: Collected): tf.Tensor[] => [...gradients, ...statistics];

function takeCollected({ layout }: Trainer, tensors: readonly tf.Tensor[]): Collected {
  const count = layout.groups.length;
  return { gradients: tensors.slice(0, count) as tf.Tensor1D[], statistics: tensors.slice(count) };
}

/** Variables of this form, and what was collected, from one list of tensors. */
function refill(trainer: Trainer, form: Variables, tensors: readonly tf.Tensor[]): [Variables, Collected] {
  const variables = fillVariables(form, tensors);
  return [variables, takeCollected(trainer, tensors.slice(listTensors(variables).length))];
}
