// Batch normalisation of [rows, channels], 4 channels or more (assembly/training/batch-*.ts). Tensors and vectors are addresses.
import type { PlannedTask } from "../convolve.ts";
import { float, makeTask } from "../task.ts";

interface Rows {
  readonly rows: number;
  readonly channels: number;
}

export interface BatchNormalise extends Rows {
  readonly x: number;
  readonly mean: number;
  readonly variance: number;
  readonly scale: number;
  readonly offset: number;
  readonly epsilon: number;
  readonly y: number;
  /** Whether y passes a relu. */
  readonly relu?: boolean;
}

export interface BatchNormTraining extends BatchNormalise {
  /** Room for as many floats as `sumsFloats` gives. */
  readonly sums: number;
}

export interface BatchNormGradient extends Rows {
  readonly x: number;
  readonly dy: number;
  readonly mean: number;
  readonly variance: number;
  readonly scale: number;
  readonly epsilon: number;
  /** y, where it passed a relu. */
  readonly ofRelu?: number;
  readonly dx: number;
  readonly dscale: number;
  readonly doffset: number;
  /** Room for as many floats as `sumsFloats` gives. */
  readonly sums: number;
}

/** Groups of rows with sums of their own; their number does not depend on the threads, so that the sums do not. */
const groupsOf = ({ rows }: Rows): number => Math.max(1, Math.min(16, Math.floor(rows / 256)));

/** Floats of the sums of all groups: eight, in double precision, for four channels. */
export const sumsFloats = (call: Rows): number => 16 * Math.ceil(call.channels / 4) * groupsOf(call);

/** Parts a thread, so that one that is held up does not hold up the others much. */
const rowParts = ({ rows }: Rows, threads: number): number => Math.min(rows, threads === 1 ? 1 : 8 * threads);

/** y of x, with given statistics. @param threads that will run it */
export function planBatchNormalise(call: BatchNormalise, threads: number): PlannedTask {
  return planNormalise(call, 0, 0, threads);
}

/** y of x with its own mean and biased variance, and these. @param threads that will run it */
export function planBatchNormTraining(call: BatchNormTraining, threads: number): readonly PlannedTask[] {
  const { rows, channels, x, sums } = call;
  const groups = groupsOf(call);
  return [
    { task: makeTask("batchStatistics", [rows, channels, x, sums, groups]), scratchBytes: 0 },
    planNormalise(call, sums, groups, threads),
  ];
}

function planNormalise(call: BatchNormalise, sums: number, groups: number, threads: number): PlannedTask {
  const { rows, channels, x, mean, variance, scale, offset, y, epsilon, relu = false } = call;
  const fields = [rows, channels, x, sums, groups, mean, variance, scale, offset, y, float(epsilon), float(relu ? 0 : -Infinity)];
  fields.push(rowParts(call, threads));
  return { task: makeTask("batchNormalise", fields), scratchBytes: 8 * channels };
}

/** dx, dscale and doffset. @param threads that will run it */
export function planBatchNormGradient(call: BatchNormGradient, threads: number): readonly PlannedTask[] {
  const { rows, channels, dy, x, sums, scale, mean, variance, dx, dscale, doffset, epsilon, ofRelu = 0 } = call;
  const fields = [rows, channels, x, sums, groupsOf(call), dy, scale, mean, variance, dx, dscale, doffset, float(epsilon), ofRelu];
  fields.push(rowParts(call, threads));
  return [
    { task: makeTask("batchNormSums", fields), scratchBytes: 0 },
    { task: makeTask("batchNormBack", fields), scratchBytes: 12 * channels },
  ];
}
