// How good a network is on labelled images.
import type { Executable } from "@xception/network";

import { TrainingError } from "../errors/training-error.ts";
import { createBreath } from "../loop/breathe.ts";
import { createTargets } from "../losses/create-targets.ts";
import { lossOf, type LossName, type OutputKind } from "../losses/loss.ts";
import { checkBatch } from "../session/check-batch.ts";
import type { LabelledBatch } from "../session/labelled-batch.ts";
import type { Workers } from "../workers/workers.ts";
import type { Session } from "../session/session.ts";
import type { Evaluation } from "./evaluation.ts";
import { createTally, type Tally } from "./tally.ts";

export interface EvaluateOptions {
  /** Default that of the session, or softmaxCrossEntropy. */
  readonly loss?: LossName;
  /** What an executable gives; default probabilities. A session gives logits. */
  readonly outputs?: OutputKind;
  /** Of a session: Polyak's average, or the parameters of the last step. Default the average where there is one. */
  readonly averaged?: boolean;
  /** Names of the classes, for the confusion matrix; default their numbers. */
  readonly classes?: readonly string[];
  /** After each batch: images so far, and their accuracy. */
  readonly onBatch?: (size: number, top1: number) => void;
  /** Ends it after the batch that is under way; the numbers are then those of the images so far. */
  readonly signal?: AbortSignal;
  /** Other processes that look at other images: the numbers are those of all, the same in each. Every one has at least one image. */
  readonly workers?: Workers | undefined;
}

/**
 * Runs a network over labelled images.
 *
 * @param subject  an executable, which stays the caller's, or a session, whose parameters of now are compiled for it
 * @throws TrainingError where there are no images, or labels do not fit
 *
 * @example
 * const { top1, loss, confusion } = await evaluate(session, batches(testDigits, { batchSize: 100 }));
 */
export async function evaluate(
  subject: Executable | Session,
  batches: AsyncIterable<LabelledBatch> | Iterable<LabelledBatch>,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  if ("run" in subject) return measure(subject, batches, { loss: "softmaxCrossEntropy", outputs: "probabilities", ...options });
  const { averaged } = options;
  const executable = await subject.executable(averaged === undefined ? {} : { averaged });
  try {
    return await measure(executable, batches, { loss: subject.configuration.loss, ...options, outputs: "logits" });
  } finally {
    executable.dispose();
  }
}

type Known = EvaluateOptions & Required<Pick<EvaluateOptions, "loss" | "outputs">>;

async function measure(
  executable: Executable,
  batches: AsyncIterable<LabelledBatch> | Iterable<LabelledBatch>,
  { loss: name, outputs, classes: names, onBatch, signal, workers }: Known,
): Promise<Evaluation> {
  const loss = lossOf(name);
  const breathe = createBreath();
  let tally: Tally | undefined;
  for await (const { images, labels } of batches) {
    const size = checkBatch("evaluate", { images, labels });
    const scores = (await executable.run(images)).outputs[0]?.data ?? new Float32Array();
    const classes = scores.length / size;
    tally ??= createTally(loss, outputs, nameClasses(classes, names));
    tally.add(scores, createTargets(labels, loss, { size, classes }));
    onBatch?.(tally.size, tally.top1);
    if (signal?.aborted) break;
    await breathe();
  }
  if (tally) return workers ? resultOfAll(tally, workers) : tally.result();
  throw new TrainingError("[evaluate] there are no images. Pass at least one batch.");
}

async function resultOfAll(tally: Tally, workers: Workers): Promise<Evaluation> {
  const all = await workers.gather(tally.numbers());
  // In the same order everywhere, so that all get the same bits.
  const whole = tally.empty();
  whole.addAll(all);
  return whole.result();
}

function nameClasses(
  classes: number,
  names: readonly string[] = Array.from({ length: classes }, (_, index) => String(index)),
): readonly string[] {
  if (names.length === classes) return names;
  throw new TrainingError(
    `[evaluate] the network gives ${classes} classes, but there are names for ${names.length}. Pass a name for each class.`,
  );
}
