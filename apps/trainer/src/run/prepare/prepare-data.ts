// Labelled images as the training loop takes them: preprocessed, limited, divided, and in training with random views.
import { augment, createDataset, shuffledOrder, split, subset, type Dataset, type Preprocessing } from "@xception/preprocessing";

import type { Images } from "../../data/open-images.ts";
import type { TrainingRecipe } from "../../recipe/training-recipe.ts";
import { CommandError } from "../../terminal/command-error.ts";

export interface TrainingData {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** @throws CommandError (2) where no image is left for one of the two */
export function prepareData({ train, test }: Images, preprocessing: Preprocessing, { data, seed }: TrainingRecipe): TrainingData {
  const whole = createDataset(train, preprocessing);
  const parts = test
    ? { train: whole, test: createDataset(test, preprocessing) }
    : divide(split(whole, { fraction: data.testFraction, seed }));
  for (const [part, { length }] of Object.entries(parts)) {
    if (length > 0) continue;
    throw new CommandError(
      `[train] of ${train.length} images none is left to ${part} on. Add images, or change --data.testFraction (${data.testFraction}).`,
    );
  }
  const views = augment(limit(parts.train, data.limit, seed), { seed, flip: data.mirror, shift: data.shift });
  return {
    train: data.mirror || data.shift > 0 ? views : limit(parts.train, data.limit, seed),
    test: limit(parts.test, data.testLimit, seed),
  };
}

const divide = ({ train, validation }: { train: Dataset; validation: Dataset }): TrainingData => ({ train, test: validation });

/** Some of the images, drawn by the seed, in the order of the whole; 0 for all. */
export function limit(dataset: Dataset, most: number, seed: number): Dataset {
  if (most === 0 || most >= dataset.length) return dataset;
  return subset(dataset, shuffledOrder(dataset.length, seed).slice(0, most).sort());
}
