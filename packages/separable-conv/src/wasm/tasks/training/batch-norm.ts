// Batch normalisation of [rows, channels], 4 channels or more (assembly/training/batch-*.ts). Tensors and vectors are addresses.
import type { PlannedTask } from "../convolve.ts";
import { float, makeTask } from "../task.ts";
import { channelParts } from "./depthwise-gradient.ts";

interface Rows {
  readonly rows: number;
  readonly channels: number;
}

export interface BatchStatistics extends Rows {
  readonly x: number;
  readonly mean: number;
  readonly variance: number;
}

export interface BatchNormalise extends BatchStatistics {
  readonly scale: number;
  readonly offset: number;
  readonly epsilon: number;
  readonly y: number;
}

export interface BatchNormGradient extends BatchStatistics {
  readonly dy: number;
  readonly scale: number;
  readonly epsilon: number;
  readonly dx: number;
  readonly dscale: number;
  readonly doffset: number;
  /** Room for three values a channel. */
  readonly coefficients: number;
}

/** Parts a thread, so that one that is held up does not hold up the others much. */
const rowParts = ({ rows }: Rows, threads: number): number => Math.min(rows, threads === 1 ? 1 : 4 * threads);

/** mean and variance of x. @param threads that will run it */
export function planBatchStatistics({ rows, channels, x, mean, variance }: BatchStatistics, threads: number): PlannedTask {
  return { task: makeTask("batchStatistics", [rows, channels, x, mean, variance, channelParts(channels, threads)]), scratchBytes: 0 };
}

/** y of x, with given statistics. @param threads that will run it */
export function planBatchNormalise(call: BatchNormalise, threads: number): PlannedTask {
  const { rows, channels, x, mean, variance, scale, offset, y, epsilon } = call;
  const fields = [rows, channels, x, mean, variance, scale, offset, y, float(epsilon), rowParts(call, threads)];
  return { task: makeTask("batchNormalise", fields), scratchBytes: 4 * channels };
}

/** dx, dscale and doffset. @param threads that will run it */
export function planBatchNormGradient(call: BatchNormGradient, threads: number): readonly PlannedTask[] {
  const { rows, channels, dy, x, scale, mean, variance, dx, dscale, doffset, coefficients, epsilon } = call;
  const fields = [rows, channels, dy, x, scale, mean, variance, dx, dscale, doffset, coefficients, float(epsilon)];
  return [
    { task: makeTask("batchNormSums", [...fields, channelParts(channels, threads)]), scratchBytes: 64 * Math.ceil(channels / 4) },
    { task: makeTask("batchNormBack", [...fields, rowParts(call, threads)]), scratchBytes: 0 },
  ];
}
