// Learning rates as data, so that recipes and checkpoints can hold them, and as a pure function of progress, so that a resumed run needs
// nothing but its progress to go on with the same rate.
import { TrainingError } from "../errors/training-error.ts";
import { cosineRate, type Cosine } from "./cosine.ts";
import { pieceAt, type Piecewise } from "./piecewise.ts";
import type { Progress } from "./progress.ts";
import { stepDecayRate, type StepDecay } from "./step-decay.ts";
import { warmUpFactor, type WarmUp } from "./warm-up.ts";

export interface Constant {
  readonly kind: "constant";
  readonly rate: number;
}

/** A learning rate over time; every kind is JSON. */
export type Schedule = Constant | StepDecay | Cosine | WarmUp | Piecewise;

const kinds: Record<Schedule["kind"], true> = { constant: true, stepDecay: true, cosine: true, warmUp: true, piecewise: true };

/**
 * The learning rate of the step that is to come.
 *
 * @throws TrainingError for an unknown kind, or a rate that is not a number of 0 or more
 *
 * @example
 * const schedule = { kind: "stepDecay", initial: 0.045, factor: 0.94, every: 2, unit: "epochs" } as const;
 * learningRate(schedule, { step: 9000, epoch: 3.6, samples: 288000 }) // => 0.0423
 */
export function learningRate(schedule: Schedule, progress: Progress): number {
  const rate = evaluate(schedule, progress);
  if (Number.isFinite(rate) && rate >= 0) return rate;
  throw new TrainingError(
    `[learningRate] the schedule ${schedule.kind} gives ${rate} at step ${progress.step}, expected a number of 0 or more. Look at the numbers in ${JSON.stringify(schedule)}.`,
  );
}

function evaluate(schedule: Schedule, progress: Progress): number {
  switch (schedule.kind) {
    case "constant":
      return schedule.rate;
    case "stepDecay":
      return stepDecayRate(schedule, progress);
    case "cosine":
      return cosineRate(schedule, progress);
    case "warmUp":
      return warmUpFactor(schedule, progress) * learningRate(schedule.then, progress);
    case "piecewise":
      return learningRate(pieceAt(schedule, progress), progress);
    default: // of a recipe's or a checkpoint's JSON, which the compiler has not seen
      throw new TrainingError(
        `[learningRate] there is no schedule "${String((schedule as { kind: unknown }).kind)}". Choose one of ${Object.keys(kinds).join(", ")}.`,
      );
  }
}
