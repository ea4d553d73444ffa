// xception train: a recipe carried out, or one that was interrupted carried on.
import type { NodeBackendName } from "@xception/backends";
import { Option, type Command } from "commander";

import { recipes } from "../../recipes/recipes.ts";
import { parseOverride } from "../recipe/override-recipe.ts";
import { recipeKeys, type RecipeValue } from "../recipe/recipe-keys.ts";
import type { TrainRequest } from "../run/plan/plan-run.ts";
import { train } from "../run/train.ts";
import { serveWorker } from "../run/workers/serve-worker.ts";
import { superviseWorkers } from "../run/workers/supervise-workers.ts";
import { workerCommand } from "../run/workers/start-worker.ts";
import type { Surroundings } from "../surroundings.ts";
import { wholeNumber } from "../terminal/option-value.ts";
import { trainingBackendOption, trainingThreadsOption } from "./options.ts";

interface TrainOptions {
  readonly data?: string;
  readonly out?: string;
  readonly weights?: string;
  readonly freeze?: readonly string[];
  readonly backend?: NodeBackendName;
  readonly threads?: number;
  readonly workers?: number;
  readonly resume?: boolean;
  readonly force?: boolean;
  /** Keys of the recipe, by their dotted names. */
  readonly [key: string]: unknown;
}

const workersHelp = `Several workers divide every batch: --batch is that of all, so that learning rate, schedule and steps stay those of one process.
Where --batch is raised with their number, raise the rate as often (sgd), or by the root of it (rmsprop, adam), and warm up.
On many machines, set TF_CONFIG for one process on each, and leave --workers out.`;

export function addTrain(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("train")
    .description(`Train a network by a recipe: ${[...recipes.keys()].join(", ")}.`)
    .argument("[recipe]", "its name; without one: folder where --data names a folder, else mnist")
    .option("--data <dir>", "a folder with one folder of images a class, or mnist")
    .option("--out <dir>", "where the run writes (default: runs/NAME)")
    .option("--weights <file>", "a model to start from; its classifier is made anew where the classes are others")
    .option("--freeze <pattern...>", "layers that do not learn: names with *, or entry, middle, exit")
    .addOption(trainingBackendOption())
    .addOption(trainingThreadsOption())
    .option("--workers <n>", "processes on this machine that train together, each on its part of every batch", wholeNumber("--workers"))
    .option("--sync-statistics", "batch normalisation sees the batch of all workers, as --syncStatistics=true")
    .option("--resume", "go on from the run's checkpoint")
    .option("--force", "replace a run that is there");
  command.optionsGroup("Keys of the recipe, --KEY=VALUE:");
  for (const [key, { help, expected }] of recipeKeys) {
    command.addOption(new Option(`--${key} <value>`, `${help}: ${expected}`).argParser((text) => parseOverride(key, text)));
  }
  command.optionsGroup("Other options:");
  command.addHelpText("after", `\n${workersHelp}`);
  command.action((recipe: string | undefined, options: TrainOptions) => {
    const request = toRequest(recipe, options);
    return (request.workers ?? 1) > 1 ? superviseWorkers(request, surroundings) : train(request, surroundings);
  });
  program
    .command(workerCommand, { hidden: true })
    .argument("<assignment>")
    .action((assignment: string) => serveWorker(assignment, surroundings));
}

function toRequest(recipe: string | undefined, options: TrainOptions): TrainRequest {
  const overrides = [...recipeKeys.keys()].flatMap((key): [string, RecipeValue][] => {
    const value = options[key];
    return value === undefined ? [] : [[key, value as RecipeValue]]; // parseOverride made it
  });
  return {
    recipe,
    overrides: new Map(overrides),
    data: options.data,
    out: options.out,
    weights: options.weights,
    freeze: options.freeze?.flatMap((patterns) => patterns.split(",")) ?? [],
    backend: options.backend,
    threads: options.threads,
    workers: options.workers,
    resume: options.resume ?? false,
    force: options.force ?? false,
  };
}
