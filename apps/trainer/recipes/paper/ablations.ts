// The experiments of §4.6 and §4.7: the ImageNet recipe with one thing of the network changed.
// Run:      xception train paper/residual-ablation --data imagenet/   (figure 9: without shortcuts it ends far lower)
//           xception train paper/relu-ablation --data imagenet/       (figure 10: ReLU between depthwise and pointwise, a little lower)
//           xception train paper/elu-ablation --data imagenet/        (figure 10: ELU, between the two)
// Expected: the order of the curves in the figures; the paper prints no numbers. Not measured here.
import type { TrainingRecipe } from "../../src/recipe/training-recipe.ts";
import { imagenet } from "./imagenet.ts";

export const residualAblation = {
  ...imagenet,
  name: "paper-residual-ablation",
  network: { ...imagenet.network, variant: "xception-no-residual" },
} as const satisfies TrainingRecipe;

export const reluAblation = {
  ...imagenet,
  name: "paper-relu-ablation",
  network: { ...imagenet.network, variant: "xception-relu" },
} as const satisfies TrainingRecipe;

export const eluAblation = {
  ...imagenet,
  name: "paper-elu-ablation",
  network: { ...imagenet.network, variant: "xception-elu" },
} as const satisfies TrainingRecipe;
