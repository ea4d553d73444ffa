// xception train: a recipe carried out, or one that was interrupted carried on.
import type { NodeBackendName } from "@xception/backends";
import { Option, type Command } from "commander";

import { recipes } from "../../recipes/recipes.ts";
import { parseOverride } from "../recipe/override-recipe.ts";
import { recipeKeys, type RecipeValue } from "../recipe/recipe-keys.ts";
import type { TrainRequest } from "../run/plan/plan-run.ts";
import { train } from "../run/train.ts";
import type { Surroundings } from "../surroundings.ts";
import { trainingBackendOption, trainingThreadsOption } from "./options.ts";

interface TrainOptions {
  readonly data?: string;
  readonly out?: string;
  readonly weights?: string;
  readonly freeze?: readonly string[];
  readonly backend?: NodeBackendName;
  readonly threads?: number;
  readonly resume?: boolean;
  readonly force?: boolean;
  /** Keys of the recipe, by their dotted names. */
  readonly [key: string]: unknown;
}

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
    .option("--resume", "go on from the run's checkpoint")
    .option("--force", "replace a run that is there");
  command.optionsGroup("Keys of the recipe, --KEY=VALUE:");
  for (const [key, { help, expected }] of recipeKeys) {
    command.addOption(new Option(`--${key} <value>`, `${help}: ${expected}`).argParser((text) => parseOverride(key, text)));
  }
  command.optionsGroup("Other options:");
  command.action((recipe: string | undefined, options: TrainOptions) => train(toRequest(recipe, options), surroundings));
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
    resume: options.resume ?? false,
    force: options.force ?? false,
  };
}
