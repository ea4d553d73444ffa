import { overrideRecipe, valueAt, type Overrides } from "../../recipe/override-recipe.ts";
import type { TrainingRecipe } from "../../recipe/training-recipe.ts";
import { CommandError } from "../../terminal/command-error.ts";

/** What may change while a run pauses: it does not touch what has been trained. */
const changeable: ReadonlySet<string> = new Set(["epochs", "data.testLimit", "testEvery", "checkpoint.seconds"]);

/**
 * The recipe of a run that goes on, with what the command line changes of it. What it repeats is welcome.
 *
 * @throws CommandError (2) for a change that would make it another run
 */
export function resumeRecipe(recipe: TrainingRecipe, overrides: Overrides, folder: string): TrainingRecipe {
  for (const [key, value] of overrides) {
    const begun = valueAt(recipe, key);
    if (changeable.has(key) || begun === value) continue;
    throw new CommandError(
      `[train] --${key} is ${String(value)}, but the run in ${folder} was begun with ${begun === undefined ? "the network's own" : JSON.stringify(begun)}. Leave it out, or begin a run of its own with --out.`,
    );
  }
  return overrideRecipe(recipe, overrides);
}
