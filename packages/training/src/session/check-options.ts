// Numbers that would quietly spoil a run are refused at its start.
import { TrainingError } from "../errors/training-error.ts";
import type { TrainingOptions } from "./session-options.ts";

type Rule = readonly [name: string, value: number | undefined, fits: (value: number) => boolean, expected: string];

/** @throws TrainingError for the first number that is out of its range */
export function checkOptions(options: TrainingOptions): void {
  const { optimizer, polyak, weightDecay, labelSmoothing, clipNorm, lossScale, accumulate, seed } = options;
  const share = (value: number): boolean => value >= 0 && value < 1;
  const shares = Object.entries(optimizer).filter(([name]) => ["momentum", "rho", "beta1", "beta2"].includes(name)) as [string, number][];
  const rules: readonly Rule[] = [
    ...shares.map(([name, value]): Rule => [`optimizer.${name}`, value, share, "a number from 0 up to but not 1"]),
    [
      "optimizer.epsilon",
      "epsilon" in optimizer ? optimizer.epsilon : undefined,
      (value) => value >= 0 && value < Infinity,
      "a number of 0 or more",
    ],
    ["polyak.decay", polyak?.decay, share, "a number from 0 up to but not 1"],
    ["weightDecay.rate", weightDecay?.rate, (value) => value >= 0 && value < Infinity, "a number of 0 or more"],
    ["labelSmoothing", labelSmoothing, share, "a number from 0 up to but not 1"],
    ["clipNorm", clipNorm, (value) => value > 0, "a number above 0"],
    ["lossScale.first", lossScale?.first, (value) => value >= 1 && value < Infinity, "a number of 1 or more"],
    ["lossScale.growEvery", lossScale?.growEvery, (value) => Number.isSafeInteger(value) && value >= 1, "a whole number from 1"],
    ["accumulate", accumulate, (value) => Number.isSafeInteger(value) && value >= 1, "a whole number from 1"],
    ["seed", seed, Number.isSafeInteger, "a whole number"],
  ];
  for (const [name, value, fits, expected] of rules) {
    if (value === undefined || fits(value)) continue;
    throw new TrainingError(`[createSession] ${name} is ${value}, expected ${expected}. Pass such a number, or leave it out.`);
  }
}
