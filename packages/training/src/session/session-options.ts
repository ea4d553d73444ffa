// What a training session is made of. All but parameters, a function for `frozen` and the compiler is JSON.
import type { Network, NetworkParameters } from "@xception/network";

import type { LossName } from "../losses/loss.ts";
import type { LossScaleOptions } from "../optimizers/loss-scale.ts";
import type { OptimizerOptions } from "../optimizers/optimizer.ts";
import type { WeightDecay } from "../optimizers/weight-decay.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { StepCompiler } from "./step/compile-step.ts";
import type { Frozen } from "./network/frozen-nodes.ts";
import type { PolyakOptions } from "../optimizers/polyak.ts";
import type { Workers } from "../workers/workers.ts";

/** How a network is trained. */
export interface TrainingOptions {
  readonly loss: LossName;
  readonly optimizer: OptimizerOptions;
  readonly schedule: Schedule;
  /** Averages parameters for evaluation; default none. */
  readonly polyak?: PolyakOptions;
  /** Default none. */
  readonly weightDecay?: WeightDecay;
  /** 0 to 1; default 0. */
  readonly labelSmoothing?: number;
  /** Longest gradient, over all parameters; default no limit. */
  readonly clipNorm?: number;
  /**
   * Multiplies the loss by a factor for the way back, for gradients in float16: `{}` begins with 32,768. A step whose gradients are not finite
   * halves it and changes nothing else. Default none.
   */
  readonly lossScale?: LossScaleOptions;
  /**
   * Parts of about the same size that each batch is computed in, one after the other, before its one update: the mean of all its gradients
   * in the memory of a part. Batch normalisation sees a part at a time, so that its statistics are those of smaller batches. Default 1.
   */
  readonly accumulate?: number;
  /**
   * Whether batch normalisation takes its statistics over the images of all `workers`, which costs two messages for each of it; default
   * false: over those of each, and moving averages are means of theirs.
   */
  readonly syncStatistics?: boolean;
  /** A whole number that decides dropout; default 0. */
  readonly seed?: number;
}

export interface SessionOptions extends TrainingOptions {
  /** With one output: logits [K], or the activation that goes with the loss, which is taken off for training. */
  readonly network: Network;
  readonly parameters: NetworkParameters;
  /** Nodes that do not learn; their batch normalisation stays as in inference. */
  readonly frozen?: Frozen;
  /**
   * Makes a step run as one operation, on TensorFlow: `{ trace, everyCall, variable: deviceVariable }` of @xception/tensorflow. Default on cpu, wasm and webgpu: the
   * kernels of a first step are recorded and run again, with the same values. "none": operation by operation, as on other backends.
   */
  readonly compiler?: StepCompiler | "none" | undefined;
  /**
   * Other processes that train the same network, each on its part of every batch: `joinWorkers()` of @xception/tensorflow. Each step is by
   * the mean of their gradients, which meet within the step on TensorFlow and on the host on other backends. All are given the same options;
   * see `synchronise` for the same parameters.
   */
  readonly workers?: Workers | undefined;
}

/** How a session trains, as JSON, with the frozen nodes by name. */
export interface SessionConfiguration extends TrainingOptions {
  readonly frozen: readonly string[];
}
