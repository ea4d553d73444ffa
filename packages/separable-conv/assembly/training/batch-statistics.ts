// The sums of batch normalisation over [rows, channels], 4 channels or more: each group of rows has sums of its own, in double precision, which
// are brought together when all are there. So it does not matter to the last bit which thread made which.
import { Control, takePart } from "../program/control";
import { fill } from "./runs";

/** src/wasm/tasks/training/batch-norm.ts has the fields in this order. */
@unmanaged
export class BatchStatistics {
  rows: i32;
  channels: i32;
  x: usize;
  /** Room for SUMS bytes every four channels, for each group. */
  sums: usize;
  /** Groups that the rows are cut into. */
  groups: i32;
}

/** Bytes of the two sums of four channels. */
export const SUMS: usize = 64;

/** Rows that are summed in float32 before their sums go into double precision. */
export const BLOCK: i32 = 128;

/** Σ (x − first) and Σ (x − first)² of each channel, where `first` is the first row: a mean far from 0 so does not swallow the variance. */
export function batchStatistics(task: BatchStatistics, control: Control, thread: i32): void {
  const row = (task.channels * 4) as usize;
  for (let group = takePart(control, thread, task.groups); group < task.groups; group = takePart(control, thread, task.groups)) {
    const sums = sumsOf(task, group);
    const end = task.x + (endOf(task, group) as usize) * row;
    fill(sums, sizeOfSums(task.channels) as i32);
    // Some rows at a time, which stay in the first cache for all channels.
    for (let block = task.x + (endOf(task, group - 1) as usize) * row; block < end; block += (BLOCK as usize) * row) {
      const endBlock = min(end, block + (BLOCK as usize) * row);
      for (let c: usize = 0, at = sums; c < row; c += 16, at += SUMS) {
        // What is left when four does not divide the channels is done together with some of those before.
        if (c + 16 > row) c = row - 16;
        const center = v128.load(task.x + c);
        let sum = f32x4.splat(0);
        let squares = sum;
        for (let from = block + c; from < endBlock; from += row) {
          const distance = f32x4.sub(v128.load(from), center);
          sum = f32x4.add(sum, distance);
          squares = f32x4.add(squares, f32x4.mul(distance, distance));
        }
        addSums(at, sum, squares);
      }
    }
  }
}

/** Bytes of a group's sums. */
function sizeOfSums(channels: i32): usize {
  return (((channels + 3) / 4) as usize) * SUMS;
}

export function sumsOf(task: BatchStatistics, group: i32): usize {
  return task.sums + (group as usize) * sizeOfSums(task.channels);
}

/** One past the last row of a group; whole blocks belong together. */
export function endOf(task: BatchStatistics, group: i32): i32 {
  const blocks = (task.rows + BLOCK - 1) / BLOCK;
  return min(task.rows, (((group + 1) * blocks) / task.groups) * BLOCK);
}

/** Adds two sums of four channels to those in double precision. */
export function addSums(at: usize, first: v128, second: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(first)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(upper(first))), 16);
  v128.store(at, f64x2.add(v128.load(at, 32), f64x2.promote_low_f32x4(second)), 32);
  v128.store(at, f64x2.add(v128.load(at, 48), f64x2.promote_low_f32x4(upper(second))), 48);
}

/** One of the four pairs of doubles that four channels have, summed over all groups; `at` lies in the first group. */
export function sumOfGroups(task: BatchStatistics, at: usize): v128 {
  const step = sizeOfSums(task.channels);
  let sum = v128.load(at);
  for (let group = 1; group < task.groups; group++) {
    at += step;
    sum = f64x2.add(sum, v128.load(at));
  }
  return sum;
}

/** The upper two of four floats. */
function upper(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 2, 3, 2, 3);
}

/** Two and two doubles as four floats. */
export function joined(low: v128, high: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
