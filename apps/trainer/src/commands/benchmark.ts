// xception benchmark: what this machine computes a network with, compared.
import { variants } from "@xception/xception";
import type { Command } from "commander";

import { chooseContestants, contestantNames, type ContestantChoice } from "../benchmark/contestants.ts";
import { openTask } from "../benchmark/prepare-task.ts";
import { nameOf, resultRow, resultTable } from "../benchmark/results.ts";
import { contestantCommand, openSeat } from "../benchmark/seat.ts";
import { serveContestant } from "../benchmark/serve-contestant.ts";
import { takeTurns } from "../benchmark/take-turns.ts";
import type { Assignment, Task } from "../benchmark/task.ts";
import { describeMachine } from "../machine/describe-machine.ts";
import { inputShape } from "../model/input-shape.ts";
import { startProgress } from "../progress/progress.ts";
import type { Surroundings } from "../surroundings.ts";
import { CommandError } from "../terminal/command-error.ts";
import { exitStatus } from "../terminal/exit-status.ts";
import { wholeNumber } from "../terminal/option-value.ts";
import { unusable } from "../terminal/unusable.ts";
import { batchOption, jsonOption, precisionOption, sizeOption, weightsOption } from "./options.ts";

interface BenchmarkOptions extends ContestantChoice {
  readonly weights?: string;
  readonly variant?: string;
  readonly size?: number;
  readonly batch: number;
  readonly rounds: number;
  readonly json?: boolean;
}

export function addBenchmark(program: Command, surroundings: Surroundings): void {
  program
    .command("benchmark")
    .description("Compare what this machine has to run a network with: time, memory, and what does not start.")
    .option("--executor <name...>", `some of ${contestantNames.join(", ")} (default: all but the last two, which are slow)`)
    .addOption(weightsOption())
    .option("--variant <name>", `a network by name: ${Object.keys(variants).join(", ")} (default: xception)`)
    .addOption(sizeOption())
    .addOption(batchOption(1))
    .option("--threads <n>", "threads of wasm and tensorflow (default: one, and all)", wholeNumber("--threads"))
    .addOption(precisionOption())
    .option("--train", "a step of training, not a prediction")
    .option("--rounds <n>", "times that each runs", wholeNumber("--rounds"), 5)
    .addOption(jsonOption("one JSON object a row"))
    .action((options: BenchmarkOptions) => benchmark(options, surroundings));
  program
    .command(contestantCommand, { hidden: true })
    .argument("<assignment>")
    .action((assignment: string) =>
      serveContestant(JSON.parse(assignment) as Assignment, process.stdin, (line) => {
        surroundings.streams.out(`${line}\n`);
      }),
    );
}

async function benchmark(options: BenchmarkOptions, { streams, endWith }: Surroundings): Promise<void> {
  const contestants = chooseContestants(options);
  const task = await chooseTask(options);
  const progress = startProgress(streams);
  const { cpu, cores, node } = describeMachine();
  const [height, width, channels] = task.image;
  const network = task.weights ?? task.variant;
  progress.line(
    `${cpu}, ${cores} cores, Node ${node}\n${task.train ? "a step of training" : "a prediction"} of ${network}, ${task.batch} x ${height} x ${width} x ${channels}, medians of ${options.rounds} turns`,
  );
  const players = contestants.map((contestant) => ({ open: () => openSeat({ contestant, task }) }));
  const outcomes = await takeTurns(players, options.rounds, (fraction) => {
    progress.show({ title: "benchmark", fraction, facts: [] });
  });
  progress.end();
  const rows = contestants.map((contestant, index) => resultRow(contestant, task, outcomes[index] ?? `${nameOf(contestant)} gave nothing`));
  streams.out(options.json ? rows.map((row) => `${JSON.stringify(row)}\n`).join("") : resultTable(rows));
  if (rows.every(({ problem }) => problem !== undefined)) endWith(exitStatus.failed);
}

/** @throws CommandError (2) where network, size and weights do not go together */
async function chooseTask({ weights, variant, size, batch, train = false }: BenchmarkOptions): Promise<Task> {
  if (weights !== undefined && variant !== undefined) {
    throw new CommandError("[benchmark] both --weights and --variant came, but one network was expected. Leave one of the two out.");
  }
  const named = { weights: weights ?? null, variant: variant ?? "xception" };
  const { network } = await unusable(() => openTask(named, size));
  const [height, width, channels] = inputShape("benchmark", network);
  const sides = [height ?? size ?? 299, width ?? size ?? 299] as const;
  if (size !== undefined && sides.some((side) => side !== size)) {
    throw new CommandError(`[benchmark] --size came as ${size}, but the network takes images of ${sides.join("x")}. Leave --size out.`);
  }
  return { ...named, image: [...sides, channels], batch, train };
}
