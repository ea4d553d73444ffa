// The training loop: epochs of batches, progress, interruption. What it does not do it leaves to its callbacks: printing, evaluating, saving.
import { DivergenceError } from "../errors/divergence-error.ts";
import { TrainingError } from "../errors/training-error.ts";
import type { LabelledBatch } from "../session/labelled-batch.ts";
import type { Session, StepReport } from "../session/session.ts";
import { createBreath } from "./breathe.ts";
import type { EpochEvent, StepEvent } from "./events.ts";
import { noTotals, start, type Position } from "./position.ts";
import { createThroughput, type Throughput } from "./throughput.ts";

export interface FitOptions {
  /** The batches of an epoch from a given one on, always the same for the same numbers. Only `stepsPerEpoch` of an epoch are taken. */
  readonly batches: (epoch: number, startBatch: number) => AsyncIterable<LabelledBatch>;
  /** Epochs in the whole training, with those done before `startAt`. */
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** As an earlier `fit`, a checkpoint or an event gave it. */
  readonly startAt?: Position;
  readonly onStep?: (event: StepEvent) => void | Promise<void>;
  readonly onEpoch?: (event: EpochEvent) => void | Promise<void>;
  /** Called about every `saveSeconds` within an epoch, when the session is exactly at `position`. */
  readonly onSave?: (position: Position) => void | Promise<void>;
  /** Default 60. */
  readonly saveSeconds?: number;
  /** Ends the training after the step that is under way; of several processes any one's ends that of all, a step or two later. */
  readonly signal?: AbortSignal;
}

export interface FitResult {
  /** Where to go on from; the session is exactly there. */
  readonly position: Position;
  /** False where the signal ended it before the last epoch's end. */
  readonly finished: boolean;
}

/**
 * Trains a session.
 *
 * The numbers of a step are read while the next one runs, so that the device never waits; before any callback but `onStep`, and before it
 * ends, everything is done.
 *
 * @throws DivergenceError where a loss is not finite; the last checkpoint is good, the session no longer is
 * @throws TrainingError   where an epoch has no batches; and what batches, the session and callbacks throw
 *
 * @example
 * const { position, finished } = await fit(session, {
 *   batches: (epoch, start) => batches(digits, { batchSize: 64, seed: 1, epoch, start }),
 *   epochs: 3, stepsPerEpoch: 938, signal, onStep: ({ step, loss }) => console.log(step, loss),
 * });
 */
export async function fit(session: Session, options: FitOptions): Promise<FitResult> {
  const { epochs, signal, onEpoch, startAt = start } = options;
  const speed = createThroughput(performance.now());
  let position = startAt;
  while (position.epoch < epochs) {
    const { epoch } = position;
    position = await fitEpoch(session, options, position, speed);
    if (position.epoch === epoch) return { position, finished: false };
    const { loss, correct, size } = position.totals;
    position = { ...position, totals: noTotals };
    await onEpoch?.({
      epoch,
      epochs,
      step: session.progress.step,
      loss: loss / size,
      accuracy: correct / size,
      imagesPerSecond: speed.imagesPerSecond,
      position,
    });
    speed.skip(performance.now());
    // Several processes stop where a step has told all of them to.
    if (signal?.aborted && !session.workers) break;
  }
  return { position, finished: position.epoch >= epochs };
}

/** Gives the start of the next epoch, with the totals of this one; or where in this one the signal came. */
async function fitEpoch(session: Session, options: FitOptions, from: Position, speed: Throughput): Promise<Position> {
  const { batches, stepsPerEpoch, signal, onStep, onSave, saveSeconds = 60 } = options;
  const { epoch } = from;
  const breathe = createBreath();
  let { batch, totals } = from;
  let saved = performance.now();
  let underWay: Promise<StepReport> | undefined;
  // Several processes stop after the same step: the one after that whose report says that one of them wants to. A report is read when the
  // next step is under way, or, before a save, when it is not yet.
  let lastStep = Infinity;
  const isOver = (): boolean => (session.workers ? session.progress.step >= lastStep : signal?.aborted === true);

  const settle = async (): Promise<void> => {
    if (!underWay) return;
    const report = await underWay;
    requireFinite(report);
    if (session.workers && report.stop) lastStep = Math.min(lastStep, report.step + 1);
    const { step, loss, correct, size, rate } = report;
    totals = { loss: totals.loss + loss * size, correct: totals.correct + correct, size: totals.size + size };
    speed.record(size, performance.now());
    const stepsLeft = options.epochs * stepsPerEpoch - (epoch * stepsPerEpoch + batch);
    await onStep?.({
      step,
      epoch,
      epochs: options.epochs,
      batch: batch - 1,
      stepsPerEpoch,
      loss,
      meanLoss: totals.loss / totals.size,
      accuracy: totals.correct / totals.size,
      rate,
      imagesPerSecond: speed.imagesPerSecond,
      secondsLeft: stepsLeft * speed.secondsPerStep,
    });
  };

  if (batch < stepsPerEpoch && !isOver()) {
    for await (const data of batches(epoch, batch)) {
      if (isOver()) break;
      const next = session.step(data, { epoch: epoch + batch / stepsPerEpoch, stop: signal?.aborted ?? false });
      // It is awaited a step later: until then its failure must not count as unhandled.
      next.catch(() => undefined);
      await settle();
      underWay = next;
      batch += 1;
      if (batch >= stepsPerEpoch) break;
      if (onSave && performance.now() - saved >= saveSeconds * 1000) {
        await settle();
        underWay = undefined;
        await onSave({ epoch, batch, totals });
        saved = performance.now();
        speed.skip(saved);
      }
      await breathe();
    }
    await settle();
  }
  // Even at the end of an epoch: what follows it, such as an evaluation, is for the run that goes on from here.
  if (session.workers ? lastStep < Infinity : signal?.aborted) return { epoch, batch, totals };
  if (totals.size > 0) return { epoch: epoch + 1, batch: 0, totals };
  throw new TrainingError(
    `[fit] epoch ${epoch} has no batches, from number ${batch} of ${stepsPerEpoch}. Pass data with at least one batch, and stepsPerEpoch no higher than their count.`,
  );
}

function requireFinite({ step, loss, rate }: StepReport): void {
  if (Number.isFinite(loss)) return;
  throw new DivergenceError(
    `[fit] the loss of step ${step} is ${loss}, at a learning rate of ${rate}. Go on from the last checkpoint with a lower rate, a warm-up or clipNorm, and look for values that are not numbers in the data.`,
  );
}
