import type { Network } from "@xception/network";

import type { Loss } from "../../losses/loss.ts";
import type { Optimizer } from "../../optimizers/optimizer.ts";
import type { PolyakOptions } from "../../optimizers/polyak.ts";
import type { WeightDecay } from "../../optimizers/weight-decay.ts";
import type { Workers } from "../../workers/workers.ts";
import type { Layout } from "../variables/layout.ts";

/** What stays the same from step to step. */
export interface Trainer {
  /** Ends in logits. */
  readonly network: Network;
  readonly layout: Layout;
  readonly frozen: ReadonlySet<string>;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly polyak: PolyakOptions | undefined;
  readonly weightDecay: WeightDecay | undefined;
  readonly clipNorm: number | undefined;
  /** Parts that a batch is divided into; 1 for the whole at once. */
  readonly accumulate: number;
  /** What a target of 0 becomes by smoothing. */
  readonly evenTarget: number;
  /** Processes that meet within a step; undefined where this one is alone, or they meet on the host. */
  readonly workers: Workers | undefined;
  /** Whether batch normalisation takes its statistics over all of them. */
  readonly syncStatistics: boolean;
}
