import type { ParameterArray } from "../parameter-array.ts";
import { largestOf, mostSteps, type IntegerKernel } from "./integer-kernel.ts";

/**
 * How far from a whole number a value may be, in steps: a batch normalisation that was folded into the kernel has rounded values and steps
 * once more, each by at most 127 · 2⁻²⁴. Values of a trained kernel are anywhere between 0 and 0.5.
 */
const tolerance = 1e-4;

/**
 * The whole numbers that a kernel's values are, in steps of which the largest of each output channel is 127.
 *
 * @param kernel [..., O]
 * @returns undefined where they are no whole numbers of steps
 *
 * @example
 * findIntegers({ shape: [3, 1], data: Float32Array.of(-63.5, 1, 0.5) }) // => { integers: [-127, 2, 1], steps: [0.5], … }
 */
export function findIntegers(kernel: ParameterArray): IntegerKernel | undefined {
  const { shape, data } = kernel;
  const steps = largestOf(kernel).map((largest) => largest / mostSteps);
  const integers = new Int8Array(data.length);
  for (let row = 0; row < data.length; row += steps.length) {
    for (let channel = 0; channel < steps.length; channel += 1) {
      const step = steps[channel] as number;
      const count = step === 0 ? 0 : (data[row + channel] as number) / step;
      const integer = Math.round(count);
      if (!(Math.abs(count - integer) <= tolerance)) return undefined;
      integers[row + channel] = integer;
    }
  }
  return { shape, integers, steps: Float32Array.from(steps) };
}

/**
 * Whether a kernel was rounded to these whole numbers by somebody: one of zeros, or with a single value a channel, is of whole numbers
 * without anybody's doing.
 */
export const isRounded = ({ integers }: IntegerKernel): boolean =>
  integers.some((integer) => integer !== 0 && Math.abs(integer) !== mostSteps);
