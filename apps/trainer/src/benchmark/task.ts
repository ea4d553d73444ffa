// What every contestant computes, as data: one process is told it by another.
import type { Contestant } from "./contestants.ts";

export interface Task {
  /** A model's file; null for a variant with first parameters. */
  readonly weights: string | null;
  readonly variant: string;
  /** [H, W, C] of an image. */
  readonly image: readonly [number, number, number];
  /** Images at a time. */
  readonly batch: number;
  /** A step of training, not a prediction. */
  readonly train: boolean;
}

/** What a process of `xception benchmark` is started with. */
export interface Assignment {
  readonly contestant: Contestant;
  readonly task: Task;
}

/** What it answers: that it is ready, or what it measured of one run. */
export interface Measurement {
  readonly milliseconds: number;
  /** Most memory that its process has held by now. */
  readonly peakBytes: number;
}
