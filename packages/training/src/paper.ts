// How the paper trains, §4.2 and §4.3, as data. What it does not state (batch size, epochs, decay of the averages, rho and epsilon of RMSprop)
// is not here.
import type { OptimizerOptions } from "./optimizers/optimizer.ts";
import type { WeightDecay } from "./optimizers/weight-decay.ts";
import type { Schedule } from "./schedules/schedule.ts";
import type { LossName } from "./losses/loss.ts";

interface PaperTraining {
  readonly loss: LossName;
  readonly optimizer: OptimizerOptions;
  readonly schedule: Schedule;
  readonly weightDecay: WeightDecay;
  /** Before the last layer. */
  readonly dropout: number;
}

const xceptionDecay: WeightDecay = { rate: 1e-5, kind: "l2" };

export const paperTraining = {
  imagenet: {
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", momentum: 0.9 },
    schedule: { kind: "stepDecay", initial: 0.045, factor: 0.94, every: 2, unit: "epochs" },
    weightDecay: xceptionDecay,
    dropout: 0.5,
  },
  jft: {
    loss: "sigmoidCrossEntropy",
    optimizer: { kind: "rmsprop", momentum: 0.9 },
    schedule: { kind: "stepDecay", initial: 0.001, factor: 0.9, every: 3_000_000, unit: "samples" },
    weightDecay: xceptionDecay,
    dropout: 0,
  },
} as const satisfies Record<string, PaperTraining>;
