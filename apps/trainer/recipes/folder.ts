// Transfer learning: an Xception that has learnt ImageNet learns the classes of a folder of photos, one folder a class.
// Run:      xception train folder --data photos/ --weights imagenet.h5 --freeze "block1_*" --out runs/photos
// Expected: depends on the photos. The low rate keeps what was learnt; the new classifier learns at the same rate.
import type { TrainingRecipe } from "../src/recipe/training-recipe.ts";

export const folder = {
  name: "folder",
  data: { kind: "folder", resize: "bilinear", fit: "crop", testFraction: 0.2, limit: 0, testLimit: 0, mirror: true, shift: 8 },
  network: { variant: "xception", inputSize: 150, dropout: 0.5 },
  epochs: 10,
  testEvery: 1,
  batch: 16,
  accumulate: 1,
  syncStatistics: false,
  precision: "float32",
  seed: 1,
  optimizer: { kind: "adam", momentum: 0.9, learningRate: 0.0003 },
  schedule: { kind: "cosine", factor: 1, everyEpochs: 1, warmUpSteps: 20 },
  weightDecay: 0.00001,
  labelSmoothing: 0.1,
  averaging: 0.99,
  checkpoint: { seconds: 120 },
} as const satisfies TrainingRecipe;
