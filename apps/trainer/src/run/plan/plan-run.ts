// What a call of `xception train` asks for: the record of the run, new or going on.
import { join } from "node:path";

import type { NodeBackendName } from "@xception/backends";

import { recipes } from "../../../recipes/recipes.ts";
import { needData } from "../../data/open-images.ts";
import { overrideRecipe, type Overrides } from "../../recipe/override-recipe.ts";
import type { TrainingRecipe } from "../../recipe/training-recipe.ts";
import { CommandError } from "../../terminal/command-error.ts";
import { resumeRecipe } from "./resume-recipe.ts";
import { checkFree, openRunFolder, resumeRun, type RunFolder } from "./run-folder.ts";
import type { RunCall, RunRecord } from "./run-record.ts";

/** The call, as the command line gave it. */
export interface TrainRequest {
  readonly recipe: string | undefined;
  readonly overrides: Overrides;
  readonly data: string | undefined;
  readonly out: string | undefined;
  readonly weights: string | undefined;
  readonly freeze: readonly string[];
  readonly backend: NodeBackendName | undefined;
  /** Of the machine, not of the run: on wasm any number of them gives the same numbers. */
  readonly threads: number | undefined;
  /** Processes on this machine that train together; undefined for one, or for what TF_CONFIG says. */
  readonly workers: number | undefined;
  readonly resume: boolean;
  readonly force: boolean;
}

export interface RunPlan {
  readonly folder: RunFolder;
  readonly call: RunCall;
  /** What stands in the folder of a run that goes on. */
  readonly begun: RunRecord | undefined;
}

/** @throws CommandError (2) where there is no such recipe, or the folder's run and the call do not go together */
export async function planRun(request: TrainRequest): Promise<RunPlan> {
  const name = request.recipe ?? (request.data === undefined || request.data === "mnist" ? "mnist" : "folder");
  const recipe = recipes.get(name);
  if (!recipe) throw new CommandError(`[train] there is no recipe "${name}". Choose one of ${[...recipes.keys()].join(", ")}.`);
  const folder = await openRunFolder(request.out ?? join("runs", recipe.name));
  if (request.resume) {
    const begun = await resumeRun(folder);
    return { folder, call: continueRun(request, begun, folder.path), begun };
  }
  await checkFree(folder, request.force);
  return { folder, call: newRun(request, name, overrideRecipe(recipe, request.overrides)), begun: undefined };
}

function newRun(request: TrainRequest, name: string, recipe: TrainingRecipe): RunCall {
  const { overrides, data, out, weights, freeze, backend, workers } = request;
  const words = [
    ...["xception", "train", name],
    ...(data === undefined ? [] : ["--data", data]),
    ...(weights === undefined ? [] : ["--weights", weights]),
    ...freeze.flatMap((pattern) => ["--freeze", `"${pattern}"`]),
    ...(out === undefined ? [] : ["--out", out]),
    ...(backend === undefined ? [] : ["--backend", backend]),
    ...(workers === undefined ? [] : ["--workers", String(workers)]),
    ...[...overrides].map(([key, value]) => `--${key}=${String(value)}`),
  ];
  return {
    command: words.join(" "),
    recipe,
    data: recipe.data.kind === "mnist" ? "mnist" : needData("train", data),
    weights: weights ?? null,
    freeze,
    backend,
  };
}

/** What the call repeats of the run is welcome; what it changes must not make it another run. */
function continueRun(request: TrainRequest, record: RunRecord, folder: string): RunCall {
  const { recipe, overrides, data, weights, freeze, backend } = request;
  const begun = recipe === undefined ? undefined : recipes.get(recipe)?.name;
  const repeated: readonly (readonly [option: string, now: string | undefined, before: string])[] = [
    ["the recipe", begun, record.recipe.name],
    ["--weights", weights, record.weights ?? "none"],
    ["--freeze", freeze.length === 0 ? undefined : freeze.join(","), record.freeze.join(",") || "none"],
  ];
  for (const [option, now, before] of repeated) {
    if (now === undefined || now === before) continue;
    throw new CommandError(
      `[train] ${option} is ${now}, but the run in ${folder} was begun with ${before}. Leave it out, or begin a run of its own with --out.`,
    );
  }
  // A folder of images may have moved.
  const moved = record.recipe.data.kind === "folder" ? data : undefined;
  return {
    command: record.command,
    recipe: resumeRecipe(record.recipe, overrides, folder),
    data: moved ?? record.data,
    weights: record.weights,
    freeze: record.freeze,
    backend: backend ?? record.backend,
  };
}
