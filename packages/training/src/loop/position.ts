// Where in the data a run is, and what it has seen of the epoch that it is in. JSON, for checkpoints.

export interface Position {
  /** From 0. */
  readonly epoch: number;
  /** Batches of this epoch that are done: the number of the next one. */
  readonly batch: number;
  /** Of this epoch so far. */
  readonly totals: Totals;
}

export interface Totals {
  /** Sum over images. */
  readonly loss: number;
  readonly correct: number;
  readonly size: number;
}

export const noTotals: Totals = { loss: 0, correct: 0, size: 0 };

export const start: Position = { epoch: 0, batch: 0, totals: noTotals };
