// A recipe in the words of @xception/training.
import type { OptimizerOptions, Schedule, TrainingOptions } from "@xception/training";

import type { TrainingRecipe } from "../../recipe/training-recipe.ts";

export function trainingOptions(recipe: TrainingRecipe): TrainingOptions {
  const { averaging, weightDecay, labelSmoothing, accumulate, syncStatistics, precision, seed } = recipe;
  return {
    loss: "softmaxCrossEntropy",
    optimizer: optimizer(recipe),
    schedule: schedule(recipe),
    ...(averaging > 0 && { polyak: { decay: averaging } }),
    ...(weightDecay > 0 && { weightDecay: { rate: weightDecay } }),
    labelSmoothing,
    ...(precision === "float16" && { lossScale: {} }),
    ...(accumulate > 1 && { accumulate }),
    ...(syncStatistics && { syncStatistics }),
    seed,
  };
}

function optimizer({ optimizer: { kind, momentum } }: TrainingRecipe): OptimizerOptions {
  return kind === "adam" ? { kind } : { kind, momentum };
}

function schedule({ epochs, optimizer: { learningRate }, schedule: { kind, factor, everyEpochs, warmUpSteps } }: TrainingRecipe): Schedule {
  const then = {
    constant: { kind: "constant", rate: learningRate },
    stepDecay: { kind: "stepDecay", initial: learningRate, factor, every: everyEpochs, unit: "epochs" },
    cosine: { kind: "cosine", initial: learningRate, until: epochs, unit: "epochs" },
  } as const satisfies Record<typeof kind, Schedule>;
  if (warmUpSteps === 0) return then[kind];
  return { kind: "warmUp", until: warmUpSteps, unit: "steps", from: 1 / warmUpSteps, then: then[kind] };
}
