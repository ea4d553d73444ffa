import { CommandError } from "../terminal/command-error.ts";
import { recipeKeys, type RecipeValue } from "./recipe-keys.ts";
import type { TrainingRecipe } from "./training-recipe.ts";

/** Values that replace those of a recipe, by dotted key. */
export type Overrides = ReadonlyMap<string, RecipeValue>;

/** The value that the text of an option stands for. @throws CommandError (2) where the key cannot take it */
export function parseOverride(key: string, text: string): RecipeValue {
  const form = recipeKeys.get(key);
  if (!form) throw new CommandError(`[train] a recipe has no key ${key}. Known are ${[...recipeKeys.keys()].join(", ")}.`);
  const value = form.parse(text);
  if (value === undefined) throw new CommandError(`[train] --${key} came as "${text}", but ${form.expected} was expected. Give that.`);
  return value;
}

/** A recipe with other values; the recipe itself stays. */
export function overrideRecipe(recipe: TrainingRecipe, overrides: Overrides): TrainingRecipe {
  const result = structuredClone(recipe);
  for (const [key, value] of overrides) {
    const path = key.split(".");
    const last = path.pop() ?? key;
    const branch = path.reduce<Record<string, unknown>>(
      (parent, name) => parent[name] as Record<string, unknown>,
      result as unknown as Record<string, unknown>, // the paths of the table are those of a recipe
    );
    branch[last] = value;
  }
  return result;
}

/** What a recipe has under a dotted key. */
export function valueAt(recipe: TrainingRecipe, key: string): unknown {
  return key.split(".").reduce<unknown>((branch, name) => (branch as Record<string, unknown> | undefined)?.[name], recipe);
}
