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
  const integers = Int8Array.from(kernel.data, (value, place) => {
    const step = steps[place % steps.length] as number;
    return step === 0 ? 0 : Math.round(value / step);
  });
  return { shape: kernel.shape, integers, steps };
}

/** Rounded up, so that no value needs more than 127 of them. */
function stepFor(largest: number): number {
  const step = largest / mostSteps;
  if (step < leastStep) return 0;
  const unit = 2 ** (Math.floor(Math.log2(step)) + 1 - stepBits);
  return Math.ceil(step / unit) * unit;
}
