// ImageNet as in the paper, §4.2 and §4.3: SGD with momentum 0.9, rate 0.045 times 0.94 every 2 epochs, weight decay 1e-5, dropout 0.5,
// evaluation with Polyak-averaged parameters.
// Run:      xception train paper/imagenet --data imagenet/ (folders train and test, each with one folder a class)
// Expected: top-1 0.790, top-5 0.945 (Table 1, on 60 K80s for 3 days). Not measured here.
// The paper does not state batch size, epochs, augmentation, warm-up or the decay of the average: those below are this recipe's choice.
import type { TrainingRecipe } from "../../src/recipe/training-recipe.ts";

export const imagenet = {
  name: "paper-imagenet",
  data: { kind: "folder", resize: "bicubic", fit: "crop", testFraction: 0.05, limit: 0, testLimit: 0, mirror: true, shift: 16 },
  network: { variant: "xception", dropout: 0.5 },
  epochs: 100,
  testEvery: 1,
  batch: 32,
  accumulate: 1,
  syncStatistics: false,
  precision: "float32",
  seed: 1,
  optimizer: { kind: "sgd", momentum: 0.9, learningRate: 0.045 },
  schedule: { kind: "stepDecay", factor: 0.94, everyEpochs: 2, warmUpSteps: 0 },
  weightDecay: 0.00001,
  labelSmoothing: 0,
  averaging: 0.9999,
  checkpoint: { seconds: 600 },
} as const satisfies TrainingRecipe;
