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
  const data = new Float32Array(integers.length);
  for (let row = 0; row < data.length; row += steps.length) {
    for (let channel = 0; channel < steps.length; channel += 1) {
      data[row + channel] = (integers[row + channel] as number) * (steps[channel] as number);
    }
  }
  return { shape, data };
}

/** The largest magnitude of each output channel; NaN where a value is none. */
export function largestOf({ shape, data }: ParameterArray): Float64Array {
  const largest = new Float64Array(shape.at(-1) ?? 1);
  for (let row = 0; row < data.length; row += largest.length) {
    for (let channel = 0; channel < largest.length; channel += 1) {
      largest[channel] = Math.max(largest[channel] as number, Math.abs(data[row + channel] as number)); // NaN stays
    }
  }
  return largest;
}
