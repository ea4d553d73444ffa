// How much each pixel of a row or column weighs in each pixel of the output: Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc`.
// When an image shrinks, the kernel widens by the same factor: that is the antialias that canvas and TensorFlow's resize lack.
import type { Filter } from "./filters.ts";

/** Bits behind the point of a weight: 32 less 8 for the pixel and 2 for the sums beyond 255 and below 0 that a cubic reaches. */
export const precision = 32 - 8 - 2;

/** Fixed-point weights, `taps` of them for each of `starts.length` output pixels. */
export interface Weights {
  readonly taps: number;
  /** first input pixel of each output pixel */
  readonly starts: Int32Array;
  /** how many input pixels count, at most `taps` */
  readonly lengths: Int32Array;
  /** [starts.length, taps] */
  readonly values: Int32Array;
}

/** One axis: from `from` to `to` (pixels, fractions allowed) of `inputSize` pixels, to `outputSize` pixels, of which `first ... first + count` are wanted. */
export interface Axis {
  readonly inputSize: number;
  readonly from: number;
  readonly to: number;
  readonly outputSize: number;
  readonly first: number;
  readonly count: number;
}

export function weigh(axis: Axis, filter: Filter): Weights {
  const { inputSize, outputSize, first, count } = axis;
  // Pillow holds the box in single precision and subtracts there.
  const from = Math.fround(axis.from);
  const scale = Math.fround(Math.fround(axis.to) - from) / outputSize;
  const widening = Math.max(scale, 1);
  const support = filter.support * widening;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  const values = new Int32Array(count * taps);
  const row = new Float64Array(taps);
  for (let i = 0; i < count; i++) {
    const center = from + (first + i + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const length = Math.min(Math.trunc(center + support + 0.5), inputSize) - start;
    let sum = 0;
    for (let tap = 0; tap < length; tap++) {
      const weight = filter.weight((tap + start - center + 0.5) * (1 / widening));
      row[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < length; tap++) values[i * taps + tap] = toFixed(sum === 0 ? (row[tap] as number) : (row[tap] as number) / sum);
    starts[i] = start;
    lengths[i] = length;
  }
  return { taps, starts, lengths, values };
}

const toFixed = (weight: number): number => Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * 2 ** precision);
