// One step of training, on the device alone: variables and a batch in, new variables and reports out.
import * as tf from "@tensorflow/tfjs-core";

import type { Variables } from "../variables/variables.ts";
import { collect, collectNothing, type Collected, type CollectedPart } from "./collect.ts";
import { divideBatch } from "./parts/divide-batch.ts";
import { keepResult } from "./keep-result.ts";
import { uploadBatch, type StepInput, type StepTensors } from "./step-input.ts";
import type { Trainer } from "./trainer.ts";
import { update } from "./update.ts";

export interface StepOutput {
  readonly variables: Variables;
  /** Of each part of the batch: see `collect` */
  readonly reports: readonly tf.Tensor1D[];
}

/** All that it gives is kept, whatever scope it is called in. */
export function advance(trainer: Trainer, variables: Variables, input: StepInput): StepOutput {
  const parts = divideBatch(input, trainer.accumulate);
  if (parts.length > 1) return advanceInParts(trainer, variables, { parts, whole: input });
  const { images, targets } = uploadBatch(input);
  try {
    return advanceTensors(trainer, variables, { images, targets, numbers: () => input });
  } finally {
    tf.dispose([images, targets]);
  }
}

/** The same for a batch that is on the device, at once. */
export function advanceTensors(trainer: Trainer, variables: Variables, input: StepTensors): StepOutput {
  return keepResult(() => {
    const { report, ...collected } = collect(trainer, variables, input);
    return { variables: update(trainer, variables, collected, input), reports: [report] };
  });
}

/** What it collected from part to part is freed here, but for the reports and the moving averages, which are variables of the next step. */
function advanceInParts(
  trainer: Trainer,
  variables: Variables,
  { parts, whole }: { readonly parts: readonly StepInput[]; readonly whole: StepInput },
): StepOutput {
  const reports: tf.Tensor1D[] = [];
  let collected: Collected = keepResult(() => collectNothing(trainer, variables));
  try {
    for (const part of parts) {
      const next = collectPart(trainer, variables, { part, before: collected, size: whole.images.shape[0] as number });
      tf.dispose([...collected.gradients, ...collected.statistics]);
      reports.push(next.report);
      collected = { gradients: next.gradients, statistics: next.statistics };
    }
    const output = { variables: update(trainer, variables, collected, { numbers: () => whole }), reports };
    // Several processes make new averages of those that each collected, and so does a step that may not count.
    const renews = trainer.workers ?? trainer.layout.lossScale;
    tf.dispose([...collected.gradients, ...(renews ? collected.statistics : [])]);
    return output;
  } catch (error) {
    tf.dispose([...reports, ...collected.gradients, ...collected.statistics]);
    throw error;
  }
}

interface PartOfBatch {
  readonly part: StepInput;
  readonly before: Collected;
  /** Images of the whole batch. */
  readonly size: number;
}

function collectPart(trainer: Trainer, variables: Variables, { part, before, size }: PartOfBatch): CollectedPart {
  const { images, targets } = uploadBatch(part);
  try {
    return keepResult(() => {
      const share = tf.scalar((part.images.shape[0] as number) / size);
      return collect(trainer, variables, { images, targets, numbers: () => part }, { ...before, share });
    });
  } finally {
    tf.dispose([images, targets]);
  }
}
