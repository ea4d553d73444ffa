// What processes that train together are told, and what they answer, as JSON.
import type { Network } from "@xception/network";
import type { Position, TrainingOptions } from "@xception/training";

import { tinyBatch } from "../tiny-task.ts";

export interface TaskBatch {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly labels: readonly number[];
}

/** Batches of the task that the tiny network learns. */
export const tinyTaskBatches = (count: number): TaskBatch[] =>
  Array.from({ length: count }, (_, number) => tinyBatch(number)).map(({ images, labels }) => ({
    ...{ shape: images.shape, data: [...images.data] },
    labels: [...labels],
  }));

export interface TogetherTask {
  readonly backend: "tensorflow" | "wasm" | "webgpu";
  readonly network: Network;
  readonly batches: readonly TaskBatch[];
  /** Trainings of two epochs, one after the other; the last process asks to stop when it has seen the report of step `stopAt`. */
  readonly cases: readonly { readonly options: TrainingOptions; readonly stopAt?: number; readonly compiler?: "none" }[];
}

export interface TogetherResult {
  readonly position: Position;
  readonly finished: boolean;
  /** Number, loss and accuracy so far of each step. */
  readonly steps: readonly (readonly [number, number, number])[];
  readonly progress: object;
  readonly arrays: readonly (readonly [string, readonly number[]])[];
  readonly evaluation: { readonly size: number; readonly loss: number; readonly top1: number; readonly confusion: object };
}
