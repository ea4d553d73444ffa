// The recipes by the name that `xception train` takes.
import type { TrainingRecipe } from "../src/recipe/training-recipe.ts";
import { folder } from "./folder.ts";
import { mnist } from "./mnist.ts";
import { eluAblation, reluAblation, residualAblation } from "./paper/ablations.ts";
import { imagenet } from "./paper/imagenet.ts";

export const recipes: ReadonlyMap<string, TrainingRecipe> = new Map<string, TrainingRecipe>([
  ["mnist", mnist],
  ["folder", folder],
  ["paper/imagenet", imagenet],
  ["paper/residual-ablation", residualAblation],
  ["paper/relu-ablation", reluAblation],
  ["paper/elu-ablation", eluAblation],
]);
