// All that changes while a session trains, on the host: what a checkpoint holds.
import type { NetworkParameters } from "@xception/network";

import type { Progress } from "../schedules/progress.ts";

export interface SessionState {
  readonly progress: Progress;
  /** Every parameter of the network by `node/parameter`. */
  readonly parameters: NetworkParameters;
  /** Averages of those that change; empty without Polyak averaging. */
  readonly averages: NetworkParameters;
  /** What the optimizer keeps for each parameter that learns, by `slot/node/parameter`. */
  readonly slots: NetworkParameters;
}
