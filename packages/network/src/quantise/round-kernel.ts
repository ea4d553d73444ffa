import type { ParameterArray } from "../parameter-array.ts";
import { largestOf, mostSteps, type IntegerKernel } from "./integer-kernel.ts";

/** Below it, steps would be too small for float32 to hold their multiples; such a channel is as good as zero. */
const leastStep = 2 ** -126;

/** Bits of a step: with the 7 of a whole number they fit the 24 of float32, so that every multiple is exact. */
const stepBits = 17;

/**
 * The nearest kernel of whole numbers, its steps such that each channel's largest value becomes ±127.
 *
 * @param kernel [..., O]
 * @returns undefined where a value is not a finite number, or as large as float32's largest
 */
export function roundKernel(kernel: ParameterArray): IntegerKernel | undefined {
  const steps = Float32Array.from(largestOf(kernel), stepFor);
  if (!steps.every((step) => Number.isFinite(Math.fround(mostSteps * step)))) return undefined;
  const { shape, data } = kernel;
  const integers = new Int8Array(data.length);
  for (let row = 0; row < data.length; row += steps.length) {
    for (let channel = 0; channel < steps.length; channel += 1) {
      const step = steps[channel] as number;
      if (step > 0) integers[row + channel] = Math.round((data[row + channel] as number) / step);
    }
  }
  return { shape, integers, steps };
}

/** Rounded up, so that no value needs more than 127 of them. */
function stepFor(largest: number): number {
  const step = largest / mostSteps;
  if (step < leastStep) return 0;
  const unit = 2 ** (Math.floor(Math.log2(step)) + 1 - stepBits);
  return Math.ceil(step / unit) * unit;
}
