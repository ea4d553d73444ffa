// The operations once more, as plain loops in double precision that know nothing of TensorFlow.js: what the tests hold them to.
import type { BatchNormOptions, IntermediateActivation, SeparableConvOptions } from "@xception/separable-conv";

/** Numbers in row-major order and their shape, as a tensor's `data()` and `shape` give them. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

type Four = readonly [number, number, number, number];

const at = ({ shape, data }: Numbers, a: number, b: number, c: number, d: number): number => {
  const [, B, C, D] = shape as Four;
  return data[((a * B + b) * C + c) * D + d] as number;
};

/** Where an axis's output pixels begin, and how many there are: TensorFlow's rule, whose odd pixel of padding comes last. */
function walk(size: number, taps: number, stride: number, dilation: number, padding: "same" | "valid"): { count: number; before: number } {
  const reach = (taps - 1) * dilation + 1;
  if (padding === "valid") return { count: Math.floor((size - reach) / stride) + 1, before: 0 };
  const count = Math.ceil(size / stride);
  return { count, before: Math.floor(Math.max(0, (count - 1) * stride + reach - size) / 2) };
}

const pair = (value: number | readonly [number, number] = 1): readonly [number, number] =>
  typeof value === "number" ? [value, value] : value;

/** x [N, H, W, C] by filter [kh, kw, C/S, O] in S segments, of which each takes its own channels and gives its own filters. */
export function convolve(x: Numbers, filter: Numbers, options: SeparableConvOptions = {}, segments = 1): Numbers {
  const [N, H, W] = x.shape as Four;
  const [kh, kw, taken, O] = filter.shape as Four;
  const [stride, dilation] = [pair(options.stride), pair(options.dilation)];
  const rows = walk(H, kh, stride[0], dilation[0], options.padding ?? "same");
  const columns = walk(W, kw, stride[1], dilation[1], options.padding ?? "same");
  const data: number[] = [];
  for (let n = 0; n < N; n++)
    for (let i = 0; i < rows.count; i++)
      for (let j = 0; j < columns.count; j++)
        for (let o = 0; o < O; o++) {
          const first = Math.floor(o / (O / segments)) * taken;
          let sum = 0;
          for (let a = 0; a < kh; a++)
            for (let b = 0; b < kw; b++) {
              const y = i * stride[0] + a * dilation[0] - rows.before;
              const z = j * stride[1] + b * dilation[1] - columns.before;
              if (y < 0 || y >= H || z < 0 || z >= W) continue;
              for (let c = 0; c < taken; c++) sum += at(x, n, y, z, first + c) * at(filter, a, b, c, o);
            }
          data.push(sum);
        }
  return { shape: [N, rows.count, columns.count, O], data };
}

/** x [N, H, W, C] by filter [kh, kw, C, M]: as many segments as channels, of one channel and M filters each. */
export function depthwise(x: Numbers, filter: Numbers, options?: SeparableConvOptions): Numbers {
  const [kh, kw, C, M] = filter.shape as Four;
  return convolve(x, { shape: [kh, kw, 1, C * M], data: filter.data }, options, C);
}

export function activate({ shape, data }: Numbers, name: IntermediateActivation = "none"): Numbers {
  const functions = { none: (v: number) => v, relu: (v: number) => Math.max(0, v), elu: (v: number) => (v > 0 ? v : Math.expm1(v)) };
  return { shape, data: Array.from(data, functions[name]) };
}

/** The mean and the biased variance of each channel, the last axis of x. */
export function statistics(x: Numbers): { mean: Numbers; variance: Numbers } {
  const channels = x.shape.at(-1) as number;
  const of = (value: (v: number, channel: number) => number): number[] => {
    const sums = Array.from({ length: channels }, () => 0);
    Array.from(x.data).forEach((v, index) => {
      sums[index % channels] = (sums[index % channels] as number) + value(v, index % channels);
    });
    return sums.map((sum) => sum / (x.data.length / channels));
  };
  const mean = of((v) => v);
  const variance = of((v, channel) => (v - (mean[channel] as number)) ** 2);
  return { mean: { shape: [channels], data: mean }, variance: { shape: [channels], data: variance } };
}

export type Statistics = Readonly<Record<Exclude<keyof BatchNormOptions, "epsilon">, Numbers>>;

export function normalise(x: Numbers, { movingMean, movingVariance, scale, offset }: Statistics, epsilon: number): Numbers {
  const of = (numbers: Numbers, index: number): number => numbers.data[index % numbers.data.length] as number;
  return {
    shape: x.shape,
    data: Array.from(
      x.data,
      (v, i) => ((v - of(movingMean, i)) / Math.sqrt(of(movingVariance, i) + epsilon)) * of(scale, i) + of(offset, i),
    ),
  };
}
