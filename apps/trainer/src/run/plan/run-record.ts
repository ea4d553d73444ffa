// What a run remembers beside its checkpoint: how it was begun, and what each epoch gave.
import type { NodeBackendName } from "@xception/backends";
import type { Preprocessing } from "@xception/preprocessing";

import type { TrainingRecipe } from "../../recipe/training-recipe.ts";

/** What one epoch gave; accuracy from 0 to 1. */
export interface EpochRecord {
  /** From 0. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  /** On the images set apart for the test, where they were looked at after this epoch. */
  readonly testAccuracy?: number;
}

/** What a call decides of a run, before its images are looked at. */
export interface RunCall extends Omit<RunRecord, "backend" | "labels" | "preprocessing" | "images" | "workers" | "epochs" | "seconds"> {
  /** The one asked for, or the one that the run was begun on; undefined where there is no such. */
  readonly backend: NodeBackendName | undefined;
}

export interface RunRecord {
  /** As it was called. */
  readonly command: string;
  readonly recipe: TrainingRecipe;
  /** `mnist` or a folder. */
  readonly data: string;
  /** The model that it started from. */
  readonly weights: string | null;
  readonly freeze: readonly string[];
  readonly backend: NodeBackendName;
  /** Names of the classes. */
  readonly labels: readonly string[];
  readonly preprocessing: Preprocessing;
  /** Images trained on. */
  readonly images: number;
  /** Processes that train together, or did at last. */
  readonly workers: number;
  readonly epochs: readonly EpochRecord[];
  /** Spent on training up to the last checkpoint. */
  readonly seconds: number;
}
