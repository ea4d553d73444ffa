// Ways to train that a step must take the same way whether it runs operation by operation, is compiled, or is replayed.
import { initialise } from "@xception/network";
import type { Session, SessionOptions } from "@xception/training";

import { tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

export const schedule = { kind: "stepDecay", initial: 0.05, factor: 0.5, every: 2, unit: "steps" } as const;
export const stepCases: readonly [string, Partial<SessionOptions>][] = [
  [
    "SGD with Nesterov's momentum, Polyak's averages and decay as L2",
    { optimizer: { kind: "sgd", momentum: 0.9, nesterov: true }, polyak: { decay: 0.9 }, weightDecay: { rate: 1e-3 } },
  ],
  ["RMSprop with clipped gradients", { optimizer: { kind: "rmsprop", epsilon: 1e-3 }, clipNorm: 0.5 }],
  [
    "Adam with decoupled decay and smoothed labels",
    { optimizer: { kind: "adam" }, weightDecay: { rate: 0.1, kind: "decoupled" }, labelSmoothing: 0.1 },
  ],
  ["scaled losses", { lossScale: { growEvery: 2 }, optimizer: { kind: "adam" }, polyak: { decay: 0.9 }, accumulate: 2 }],
  ["frozen nodes", { frozen: ["conv*"] }],
  ["batches in parts", { accumulate: 2, optimizer: { kind: "adam" }, polyak: { decay: 0.9 }, clipNorm: 0.5 }],
  ["dropout in parts", { network: tinyWithDropout, parameters: initialise(tinyWithDropout, { seed: 1 }), seed: 7, accumulate: 3 }],
  ["dropout", { network: tinyWithDropout, parameters: initialise(tinyWithDropout, { seed: 1 }), seed: 7 }],
];

/** Losses of four steps, the third on a smaller batch. */
export async function train(session: Session): Promise<number[]> {
  const losses: number[] = [];
  for (const size of [8, 8, 3, 8]) losses.push((await session.step(tinyBatch(losses.length, size))).loss);
  return losses;
}
