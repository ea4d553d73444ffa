// What `xception benchmark` compares: the one table of contestants.
import { availableParallelism } from "node:os";

import type { ExecutorPrecision } from "../model/choose-executor.ts";
import { CommandError } from "../terminal/command-error.ts";

/** Names of contestants: executors, and backends on which the network runs operation by operation; `interpret` does so on wasm. */
export const contestantNames = ["wasm", "tensorflow", "webgpu", "interpret", "cpu"] as const;

export type ContestantName = (typeof contestantNames)[number];

/** One way to compute. */
export interface Contestant {
  readonly executor: ContestantName;
  /** Null where it cannot be told how many to use. */
  readonly threads: number | null;
  readonly precision: ExecutorPrecision;
}

/** What the command line says of them. */
export interface ContestantChoice {
  readonly executor?: readonly string[] | undefined;
  readonly threads?: number | undefined;
  readonly precision?: ExecutorPrecision | undefined;
  /** A step of training, not a prediction. */
  readonly train?: boolean | undefined;
}

/** Only when asked for: many times as slow as the others. */
const slow: ReadonlySet<ContestantName> = new Set(["interpret", "cpu"]);

/**
 * The contestants asked for, else all but the slow ones: on one thread and on all, in every precision.
 *
 * @param processors  threads that the machine has
 * @throws CommandError (2) for a name that there is not, or where nobody computes so
 */
export function chooseContestants(choice: ContestantChoice, processors = availableParallelism()): readonly Contestant[] {
  const { executor, threads, precision, train = false } = choice;
  for (const name of executor ?? []) {
    if (contestantNames.some((known) => known === name)) continue;
    throw new CommandError(`[benchmark] --executor came as "${name}". Choose some of ${contestantNames.join(", ")}.`);
  }
  const counts = threads === undefined ? [...new Set([1, processors])] : [threads];
  const all = counts.at(-1) ?? 1;
  const table: readonly Contestant[] = [
    ...counts.map((count): Contestant => ({ executor: "wasm", threads: count, precision: "float32" })),
    ...(train ? [] : [{ executor: "wasm", threads: all, precision: "int8" } as const]),
    { executor: "tensorflow", threads: all, precision: "float32" },
    { executor: "tensorflow", threads: all, precision: "bfloat16" },
    { executor: "webgpu", threads: null, precision: "float32" },
    // A step on wasm is what the first rows are.
    ...(train ? [] : [{ executor: "interpret", threads: 1, precision: "float32" } as const]),
    { executor: "cpu", threads: null, precision: "float32" },
  ];
  const chosen = table.filter(
    (contestant) =>
      (executor ? executor.includes(contestant.executor) : !slow.has(contestant.executor)) &&
      (precision === undefined || contestant.precision === precision),
  );
  if (chosen.length > 0) return chosen;
  const work = train ? "trains" : "predicts";
  throw new CommandError(
    `[benchmark] of ${executor?.join(", ") ?? "all"} nobody ${work} in ${precision ?? "any precision"}. Leave --executor or --precision out.`,
  );
}
