import type { ParameterArray } from "../parameter-array.ts";

/** A kernel whose values are whole numbers of 8 bits, in steps that each output channel has for itself. */
export interface IntegerKernel {
  /** [..., O] */
  readonly shape: readonly number[];
  /** From −127 to 127; −128 is left out, so that a kernel and its negative are alike. */
  readonly integers: Int8Array;
  /** [O]: what 1 is worth. */
  readonly steps: Float32Array;
}

/** The largest whole number. */
export const mostSteps = 127;

/** The values that whole numbers and steps stand for: a network's parameter again. */
export function kernelOf({ shape, integers, steps }: IntegerKernel): ParameterArray {
  const channels = steps.length;
  return { shape, data: Float32Array.from(integers, (integer, place) => integer * (steps[place % channels] as number)) };
}

/** The largest magnitude of each output channel; NaN where a value is none. */
export function largestOf({ shape, data }: ParameterArray): Float64Array {
  const channels = shape.at(-1) ?? 1;
  const largest = new Float64Array(channels);
  for (const [place, value] of data.entries()) {
    const channel = place % channels;
    largest[channel] = Math.max(largest[channel] as number, Math.abs(value)); // NaN stays
  }
  return largest;
}
