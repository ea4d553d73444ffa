// What the operations refuse, in their own words: what came, what was expected, what to do.
import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, depthwiseConv2d, pointwiseConv2d, segmentedConv2d, separableConv2d, ShapeError } from "@xception/separable-conv";
import { describeBackends } from "@xception/testing";
import { expect, it } from "vitest";

type Kind = typeof ShapeError | typeof RangeError;
type Refusal = readonly [title: string, run: () => unknown, kind: Kind, message: string];

const ones = (...shape: [number, number, number, number]): tf.Tensor4D => tf.ones(shape);
const vector = (size: number): tf.Tensor1D => tf.ones([size]);
const moving = (size: number): { movingMean: tf.Tensor1D; movingVariance: tf.Tensor1D } => ({
  movingMean: vector(size),
  movingVariance: vector(size),
});
/** Each fits the others: an image of two channels and a filter of 3×3. */
const image = (): tf.Tensor4D => ones(1, 4, 4, 2);
const depthwise = (): tf.Tensor4D => ones(3, 3, 2, 1);
const pointwise = (): tf.Tensor4D => ones(1, 1, 2, 5);

const refusals: readonly Refusal[] = [
  [
    "a tensor of another number of axes",
    () => separableConv2d(tf.ones<tf.Rank>([4, 4, 2]) as tf.Tensor4D, depthwise(), pointwise()),
    ShapeError,
    "[separableConv2d] x has shape [4, 4, 2], expected 4 axes [N, H, W, C]. Reshape it, or add the missing axes with tf.expandDims.",
  ],
  [
    "a filter of another number of axes",
    () => segmentedConv2d(image(), ones(1, 1, 2, 6), tf.ones<tf.Rank>([3, 3, 2]) as tf.Tensor4D),
    ShapeError,
    "[segmentedConv2d] spatial has shape [3, 3, 2], expected 4 axes [kh, kw, P/S, O]. Reshape it, or add the missing axes with tf.expandDims.",
  ],
  [
    "whole numbers",
    () => depthwiseConv2d(tf.ones<tf.Rank.R4>([1, 4, 4, 2], "int32"), depthwise()),
    ShapeError,
    '[depthwiseConv2d] x is int32, expected float32. Convert it with tf.cast(x, "float32").',
  ],
  [
    "a depthwise filter for other channels",
    () => separableConv2d(image(), ones(3, 3, 4, 1), pointwise()),
    ShapeError,
    "[separableConv2d] depthwise takes 4 channels, but x has 2. Pass depthwise of shape [3, 3, 2, M].",
  ],
  [
    "a filter for other channels",
    () => depthwiseConv2d(image(), ones(3, 1, 3, 2)),
    ShapeError,
    "[depthwiseConv2d] filter takes 3 channels, but x has 2. Pass filter of shape [3, 1, 2, M].",
  ],
  [
    "a pointwise filter for other channels",
    () => pointwiseConv2d(image(), ones(1, 1, 3, 5)),
    ShapeError,
    "[pointwiseConv2d] filter takes 3 channels, but x has 2. Pass filter of shape [1, 1, 2, O].",
  ],
  [
    "a mixing for other channels",
    () => segmentedConv2d(image(), ones(1, 1, 3, 6), ones(3, 3, 2, 9)),
    ShapeError,
    "[segmentedConv2d] mixing takes 3 channels, but x has 2. Pass mixing of shape [1, 1, 2, P].",
  ],
  [
    "a pointwise step that is not 1×1",
    () => separableConv2d(image(), depthwise(), ones(3, 2, 2, 5)),
    ShapeError,
    "[separableConv2d] pointwise is 3×2 in space, expected 1×1. Pass pointwise of shape [1, 1, 2, 5].",
  ],
  [
    "a pointwise filter that is not 1×1",
    () => pointwiseConv2d(image(), ones(1, 3, 2, 5)),
    ShapeError,
    "[pointwiseConv2d] filter is 1×3 in space, expected 1×1. Pass filter of shape [1, 1, 2, 5].",
  ],
  [
    "a mixing that is not 1×1",
    () => segmentedConv2d(image(), ones(2, 1, 2, 6), ones(3, 3, 2, 9)),
    ShapeError,
    "[segmentedConv2d] mixing is 2×1 in space, expected 1×1. Pass mixing of shape [1, 1, 2, 6].",
  ],
  [
    "a pointwise step for other channels than the depthwise one gives",
    () => separableConv2d(image(), ones(3, 3, 2, 3), ones(1, 1, 2, 5)),
    ShapeError,
    "[separableConv2d] pointwise takes 2 channels, but depthwise gives 6 (C 2 × M 3). Pass pointwise of shape [1, 1, 6, O].",
  ],
  [
    "segments that do not divide the mixed channels",
    () => segmentedConv2d(image(), ones(1, 1, 2, 6), ones(3, 3, 4, 8)),
    ShapeError,
    "[segmentedConv2d] spatial takes 4 channels a segment, which does not divide the 6 that mixing gives. Pass spatial of shape [3, 3, 6/S, O] with S segments.",
  ],
  [
    "filters that the segments cannot share",
    () => segmentedConv2d(image(), ones(1, 1, 2, 6), ones(3, 3, 2, 8)),
    ShapeError,
    "[segmentedConv2d] spatial has 8 filters for 3 segments, expected a multiple. Pass 9 filters, or other segments.",
  ],
  [
    "a filter larger than an image that is not padded",
    () => depthwiseConv2d(image(), ones(3, 2, 2, 1), { padding: "valid", dilation: 2 }),
    ShapeError,
    '[depthwiseConv2d] the filter reaches over 5×3 pixels, more than the 4×4 of x, and padding "valid" adds none. Use padding "same", a smaller filter or a larger image.',
  ],
  [
    "another padding",
    () => depthwiseConv2d(image(), depthwise(), { padding: "full" as "same" }),
    RangeError,
    '[depthwiseConv2d] padding is "full", expected "same" or "valid". Pass one of them.',
  ],
  [
    "stride and dilation at once",
    () => separableConv2d(image(), depthwise(), pointwise(), { stride: 2, dilation: [1, 2] }),
    RangeError,
    "[separableConv2d] stride is [2, 2] and dilation [1, 2], expected one of them to be 1. Dilate first, then stride in an operation of its own.",
  ],
  [
    "a stride of 0",
    () => pointwiseConv2d(image(), pointwise(), { stride: 0 }),
    RangeError,
    "[pointwiseConv2d] stride is 0, expected whole numbers of 1 or more. Pass one number, or two as [y, x].",
  ],
  [
    "a dilation that is not whole",
    () => depthwiseConv2d(image(), depthwise(), { dilation: [1, 1.5] }),
    RangeError,
    "[depthwiseConv2d] dilation is [1,1.5], expected whole numbers of 1 or more. Pass one number, or two as [y, x].",
  ],
  [
    "another activation between the steps",
    () => separableConv2d(image(), depthwise(), pointwise(), { intermediateActivation: "tanh" as "relu" }),
    RangeError,
    '[separableConv2d] intermediateActivation is "tanh", expected none, relu, elu. Pass one of them.',
  ],
  [
    "an activation that is a name of every object",
    () => segmentedConv2d(image(), ones(1, 1, 2, 6), ones(3, 3, 2, 9), { intermediateActivation: "toString" as "relu" }),
    RangeError,
    '[segmentedConv2d] intermediateActivation is "toString", expected none, relu, elu. Pass one of them.',
  ],
  [
    "a scalar to normalise",
    () => batchNorm.inference(tf.scalar(1), moving(1)),
    ShapeError,
    "[batchNorm.inference] x is float32 of shape [], expected float32 of shape [..., C]. Pass the maps that a convolution gives.",
  ],
  [
    "whole numbers to normalise",
    () => batchNorm.training(tf.ones([2, 3], "int32"), moving(3)),
    ShapeError,
    "[batchNorm.training] x is int32 of shape [2, 3], expected float32 of shape [..., C]. Pass the maps that a convolution gives.",
  ],
  [
    "moving averages of another number of axes",
    () => batchNorm.inference(image(), { ...moving(2), movingMean: tf.ones<tf.Rank>([1, 2]) as tf.Tensor1D }),
    ShapeError,
    "[batchNorm.inference] movingMean has shape [1, 2], expected 1 axes [C]. Reshape it, or add the missing axes with tf.expandDims.",
  ],
  [
    "a scale for other channels",
    () => batchNorm.training(image(), { ...moving(2), scale: vector(3) }),
    ShapeError,
    "[batchNorm.training] scale has 3 values, but x has 2 channels. Pass scale of shape [2].",
  ],
  [
    "an epsilon below 0",
    () => batchNorm.inference(image(), { ...moving(2), epsilon: -1 }),
    RangeError,
    "[batchNorm.inference] epsilon is -1, expected a number 0 or more. Pass such a number, or leave it out.",
  ],
  [
    "a momentum above 1",
    () => batchNorm.training(image(), { ...moving(2), momentum: 1.5 }),
    RangeError,
    "[batchNorm.training] momentum is 1.5, expected a number from 0 to 1. Pass such a number, or leave it out.",
  ],
];

describeBackends(
  "the operations refuse",
  () => {
    it.each(refusals)("%s", (_, run, kind, message) => {
      expect(run).toThrow(kind);
      expect(run).toThrow(new kind(message));
    });
  },
  ["cpu"], // the checks come before any kernel
);
