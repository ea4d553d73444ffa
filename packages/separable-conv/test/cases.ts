// The one table of cases: every operation, gradient and kernel of this package is held to all of them, on every backend.
import type { SeparableConvOptions } from "@xception/separable-conv";

export interface Case {
  readonly name: string;
  /** [N, H, W, C] of the image. */
  readonly image: readonly [number, number, number, number];
  /** [kh, kw] of the spatial filter. */
  readonly kernel: readonly [number, number];
  /** M, filters a channel of the depthwise step; 1 unless given. */
  readonly multiplier?: number;
  readonly options?: SeparableConvOptions;
}

export const cases: readonly Case[] = [
  { name: "an even image", image: [1, 6, 6, 4], kernel: [3, 3] },
  { name: "an odd image of a batch of three", image: [3, 5, 7, 8], kernel: [3, 3] },
  { name: "padding valid", image: [2, 6, 5, 4], kernel: [3, 3], options: { padding: "valid" } },
  { name: "stride 2 on an even image", image: [1, 6, 8, 4], kernel: [3, 3], options: { stride: 2 } },
  { name: "stride 2 on an odd image", image: [2, 7, 5, 4], kernel: [3, 3], options: { stride: 2 } },
  { name: "stride 2 and padding valid", image: [1, 8, 7, 4], kernel: [3, 3], options: { stride: 2, padding: "valid" } },
  { name: "stride 2 across only", image: [1, 6, 9, 4], kernel: [3, 3], options: { stride: [1, 2] } },
  { name: "dilation 2", image: [1, 9, 8, 4], kernel: [3, 3], options: { dilation: 2 } },
  { name: "dilation 2 and padding valid", image: [2, 7, 7, 4], kernel: [3, 3], options: { dilation: 2, padding: "valid" } },
  { name: "dilation 3 down and 2 across", image: [1, 9, 7, 4], kernel: [3, 2], options: { dilation: [3, 2] } },
  { name: "two filters a channel", image: [2, 5, 6, 4], kernel: [3, 3], multiplier: 2 },
  { name: "three filters a channel, stride 2", image: [1, 5, 5, 2], kernel: [3, 3], multiplier: 3, options: { stride: 2 } },
  { name: "two filters a channel, dilation 2", image: [1, 7, 7, 3], kernel: [3, 3], multiplier: 2, options: { dilation: 2 } },
  { name: "a number of channels that four does not divide", image: [2, 5, 5, 7], kernel: [3, 3] },
  { name: "one channel", image: [2, 6, 6, 1], kernel: [3, 3] },
  { name: "as many channels as two registers and a rest", image: [1, 5, 6, 19], kernel: [3, 3] },
  { name: "an image of one pixel", image: [2, 1, 1, 4], kernel: [3, 3] },
  { name: "an image of one row", image: [1, 1, 9, 4], kernel: [3, 3] },
  { name: "a filter larger than the image", image: [1, 3, 2, 4], kernel: [5, 5] },
  { name: "a filter of one tap", image: [2, 4, 4, 4], kernel: [1, 1] },
  { name: "a filter of one row, stride 2", image: [1, 6, 7, 4], kernel: [1, 3], options: { stride: 2 } },
  { name: "a filter of one column", image: [1, 6, 5, 5], kernel: [3, 1] },
  { name: "a filter of even size", image: [1, 6, 6, 4], kernel: [2, 2] },
  { name: "a filter of 5×5, stride 2", image: [1, 9, 9, 4], kernel: [5, 5], options: { stride: 2 } },
  { name: "relu between the steps", image: [1, 5, 5, 4], kernel: [3, 3], options: { intermediateActivation: "relu" } },
  { name: "elu between the steps", image: [1, 5, 5, 4], kernel: [3, 3], options: { intermediateActivation: "elu" } },
];

export interface PointwiseCase extends Pick<Case, "name" | "image"> {
  /** O of the filter. */
  readonly filters: number;
  readonly stride: number | readonly [number, number];
}

export const pointwiseCases: readonly PointwiseCase[] = [
  { name: "a batch of three", image: [3, 4, 5, 8], filters: 4, stride: 1 },
  { name: "numbers of channels that four does not divide", image: [2, 3, 3, 7], filters: 5, stride: 1 },
  { name: "one channel and one filter", image: [1, 4, 4, 1], filters: 1, stride: 1 },
  { name: "an image of one pixel", image: [2, 1, 1, 6], filters: 3, stride: 1 },
  { name: "512 filters", image: [1, 2, 3, 2], filters: 512, stride: 1 },
  { name: "stride 2 on an even image", image: [1, 6, 4, 4], filters: 8, stride: 2 },
  { name: "stride 2 on an odd image", image: [2, 5, 7, 3], filters: 4, stride: 2 },
  { name: "stride 2 across only", image: [1, 3, 6, 4], filters: 4, stride: [1, 2] },
];

export interface SegmentedCase extends Pick<Case, "name" | "image" | "kernel" | "options"> {
  /** P, the channels that the mixing gives. */
  readonly mixed: number;
  /** O of the spatial filter. */
  readonly filters: number;
  readonly segments: number;
}

export const segmentedCases: readonly SegmentedCase[] = [
  { name: "one segment", image: [2, 5, 5, 3], kernel: [3, 3], mixed: 6, filters: 5, segments: 1 },
  { name: "two segments", image: [3, 5, 6, 4], kernel: [3, 3], mixed: 8, filters: 4, segments: 2 },
  { name: "three segments", image: [1, 6, 5, 4], kernel: [3, 3], mixed: 6, filters: 9, segments: 3 },
  { name: "a segment a channel", image: [1, 5, 5, 3], kernel: [3, 3], mixed: 6, filters: 6, segments: 6 },
  { name: "a segment a channel, two filters each", image: [1, 5, 5, 3], kernel: [3, 3], mixed: 4, filters: 8, segments: 4 },
  { name: "stride 2 in three segments", image: [1, 6, 7, 4], kernel: [3, 3], mixed: 6, filters: 6, segments: 3, options: { stride: 2 } },
  { name: "padding valid", image: [2, 5, 6, 4], kernel: [3, 2], mixed: 6, filters: 4, segments: 2, options: { padding: "valid" } },
  { name: "dilation 2", image: [1, 7, 6, 4], kernel: [3, 3], mixed: 4, filters: 4, segments: 2, options: { dilation: 2 } },
  { name: "a filter of one row on an image of one row", image: [1, 1, 6, 4], kernel: [1, 3], mixed: 4, filters: 4, segments: 2 },
  {
    name: "relu after the mixing",
    image: [1, 5, 5, 4],
    kernel: [3, 3],
    mixed: 6,
    filters: 4,
    segments: 2,
    options: { intermediateActivation: "relu" },
  },
  {
    name: "elu after the mixing",
    image: [1, 5, 5, 4],
    kernel: [3, 3],
    mixed: 6,
    filters: 6,
    segments: 3,
    options: { intermediateActivation: "elu" },
  },
];
