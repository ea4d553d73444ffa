import type { Position } from "./position.ts";

/** After a step, once its numbers are known: the device may be at the next one already. */
export interface StepEvent {
  /** Number of the step in the whole training, from 1. */
  readonly step: number;
  /** From 0. */
  readonly epoch: number;
  readonly epochs: number;
  /** Number of the batch in its epoch, from 0. */
  readonly batch: number;
  readonly stepsPerEpoch: number;
  /** Of this batch. */
  readonly loss: number;
  /** Means of the epoch so far; accuracy from 0 to 1. */
  readonly meanLoss: number;
  readonly accuracy: number;
  /** The learning rate. */
  readonly rate: number;
  readonly imagesPerSecond: number;
  /** To the end of the last epoch, without what callbacks take. */
  readonly secondsLeft: number;
}

/** After an epoch. Everything that was handed to the device is done. */
export interface EpochEvent {
  /** From 0. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps in the whole training so far. */
  readonly step: number;
  /** Means of the epoch. */
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  /** Where to go on from: the start of the next epoch. */
  readonly position: Position;
}
