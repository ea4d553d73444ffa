// What each key of a recipe may be: the one table behind the options of `xception train`, its help and its checks.
import { resizeMethods } from "@xception/preprocessing";
import { variants } from "@xception/xception";

import type { TrainingRecipe } from "./training-recipe.ts";

export type RecipeValue = number | boolean | string;

export interface KeyForm {
  readonly help: string;
  /** What may come, for a person: `sgd, rmsprop or adam`. */
  readonly expected: string;
  /** The value that a text stands for; undefined where it stands for none. */
  readonly parse: (text: string) => RecipeValue | undefined;
}

/** Every path to a value of a recipe but its name. */
type Path<Branch> = {
  [Key in keyof Branch & string]-?: NonNullable<Branch[Key]> extends object ? `${Key}.${Path<NonNullable<Branch[Key]>>}` : Key;
}[keyof Branch & string];

type RecipeKey = Path<Omit<TrainingRecipe, "name">>;

const keys: Readonly<Record<RecipeKey, KeyForm>> = {
  "data.kind": words(["mnist", "folder"], "where images come from"),
  "data.resize": words(resizeMethods, "how images are brought to the network's size"),
  "data.fit": words(["stretch", "crop"], "stretch whole images, or crop their middle"),
  "data.testFraction": number(0, 1, "part of a folder kept for the test"),
  "data.limit": whole(0, "most images trained on, 0 for all"),
  "data.testLimit": whole(0, "most images tested on, 0 for all"),
  "data.mirror": yesNo("mirror half of the images"),
  "data.shift": whole(0, "pixels that images are moved by at most"),
  "network.variant": words(Object.keys(variants), "a network by name"),
  "network.inputSize": whole(1, "height and width in pixels"),
  "network.width": number(0, 100, "factor on the filters of every layer"),
  "network.middleModules": whole(0, "modules of the middle flow"),
  "network.dropout": number(0, 1, "part dropped before the classifier"),
  epochs: whole(1, "passes over the images"),
  testEvery: whole(0, "epochs between two looks at the test images, 0 for the end only"),
  batch: whole(1, "images a step, of all workers together"),
  accumulate: whole(1, "parts that the images of a step are computed in, to save memory"),
  syncStatistics: yesNo("batch normalisation sees the batch of all workers, not each one's part by itself"),
  precision: words(["float32", "bfloat16", "float16"], "what products are computed in; other than float32 by tensorflow alone"),
  seed: whole(0, "decides everything random"),
  "optimizer.kind": words(["sgd", "rmsprop", "adam"], "how parameters follow gradients"),
  "optimizer.momentum": number(0, 1, "of sgd and rmsprop"),
  "optimizer.learningRate": number(0, Infinity, "at its highest"),
  "schedule.kind": words(["constant", "stepDecay", "cosine"], "how the learning rate falls"),
  "schedule.factor": number(0, 1, "of each fall of stepDecay"),
  "schedule.everyEpochs": number(0, Infinity, "epochs between two falls of stepDecay"),
  "schedule.warmUpSteps": whole(0, "steps over which the rate rises first"),
  weightDecay: number(0, Infinity, "pull of kernels towards 0"),
  labelSmoothing: number(0, 1, "part of the target spread over all classes"),
  averaging: number(0, 1, "what each step keeps of the averaged parameters, 0 for none"),
  "checkpoint.seconds": number(0, Infinity, "between two checkpoints"),
};

/** The form of each key, by its dotted name. */
export const recipeKeys: ReadonlyMap<string, KeyForm> = new Map(Object.entries(keys));

function words(allowed: readonly string[], help: string): KeyForm {
  return { help, expected: `one of ${allowed.join(", ")}`, parse: (text) => (allowed.includes(text) ? text : undefined) };
}

function yesNo(help: string): KeyForm {
  return { help, expected: "true or false", parse: (text) => (text === "true" ? true : text === "false" ? false : undefined) };
}

function whole(least: number, help: string): KeyForm {
  return {
    help,
    expected: `a whole number from ${least}`,
    parse: (text) => numberOf(text, (value) => Number.isSafeInteger(value) && value >= least),
  };
}

function number(least: number, most: number, help: string): KeyForm {
  return {
    help,
    expected: most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`,
    parse: (text) => numberOf(text, (value) => Number.isFinite(value) && value >= least && value <= most),
  };
}

function numberOf(text: string, holds: (value: number) => boolean): number | undefined {
  const value = text.trim() === "" ? NaN : Number(text);
  return holds(value) ? value : undefined;
}
