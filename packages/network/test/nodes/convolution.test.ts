// Windows over small images of counting numbers: every expected value is a sum that can be done by hand.
import { checkKinds, counting, values, type KindCase } from "./kind-case.ts";

const ones = (...shape: number[]) => ({ shape, data: Array<number>(shape.reduce((product, size) => product * size, 1)).fill(1) });

const conv: KindCase[] = [
  {
    title: "conv, valid: sums of 2 × 2 windows",
    kind: "conv",
    options: { filters: 1, kernel: [2, 2], padding: "valid", bias: false },
    inputs: [counting(1, 3, 3, 1)],
    parameters: { kernel: ones(2, 2, 1, 1) },
    expected: values([1, 2, 2, 1], 12, 16, 24, 28),
  },
  {
    title: "conv, same, stride 2: the odd row and column of padding are at the bottom and right",
    kind: "conv",
    options: { filters: 1, kernel: [3, 3], stride: [2, 2], bias: false },
    inputs: [counting(1, 4, 4, 1)],
    parameters: { kernel: ones(3, 3, 1, 1) },
    expected: values([1, 2, 2, 1], 54, 45, 72, 54),
  },
  {
    title: "conv, dilation 2: the four corners",
    kind: "conv",
    options: { filters: 1, kernel: [2, 2], dilation: [2, 2], padding: "valid", bias: false },
    inputs: [counting(1, 3, 3, 1)],
    parameters: { kernel: ones(2, 2, 1, 1) },
    expected: values([1, 1, 1, 1], 20),
  },
  {
    title: "conv, 1 × 2 window, stride [2, 1]: pairs are [y, x]",
    kind: "conv",
    options: { filters: 1, kernel: [1, 2], stride: [2, 1], padding: "valid", bias: false },
    inputs: [counting(1, 3, 3, 1)],
    parameters: { kernel: values([1, 2, 1, 1], 1, 10) },
    expected: values([1, 2, 2, 1], 21, 32, 87, 98),
  },
  {
    title: "conv with bias, then relu",
    kind: "conv",
    options: { filters: 2, kernel: [1, 1], activation: "relu" },
    inputs: [values([2, 1, 1, 2], 1, 2, 3, 4)],
    parameters: { kernel: values([1, 1, 2, 2], 1, -1, 1, -1), bias: values([2], -4, 8) },
    expected: values([2, 1, 1, 2], 0, 5, 3, 1),
  },
  {
    title: "conv, then relu6",
    kind: "conv",
    options: { filters: 1, kernel: [1, 1], activation: "relu6" },
    inputs: [values([1, 1, 3, 1], -1, 2, 20)],
    parameters: { kernel: values([1, 1, 1, 1], 1), bias: values([1], 1) },
    expected: values([1, 1, 3, 1], 0, 3, 6),
  },
  {
    title: "conv with an activation that no fused kernel has",
    kind: "conv",
    options: { filters: 1, kernel: [1, 1], activation: "softplus" },
    inputs: [values([1, 1, 2, 1], 0, 50)],
    parameters: { kernel: values([1, 1, 1, 1], 1), bias: values([1], 0) },
    expected: values([1, 1, 2, 1], Math.LN2, 50),
  },
];

const depthwise: KindCase[] = [
  {
    title: "depthwiseConv, multiplier 2: each channel has filters of its own, side by side",
    kind: "depthwiseConv",
    options: { kernel: [1, 1], multiplier: 2, bias: false },
    inputs: [values([1, 1, 1, 2], 1, 2)],
    parameters: { depthwise_kernel: values([1, 1, 2, 2], 1, 10, 100, 1000) },
    expected: values([1, 1, 1, 4], 1, 10, 200, 2000),
  },
  {
    title: "depthwiseConv, stride 2, with bias and relu",
    kind: "depthwiseConv",
    options: { kernel: [2, 2], stride: [2, 2], padding: "valid", activation: "relu" },
    inputs: [counting(1, 4, 4, 1)],
    parameters: { depthwise_kernel: ones(2, 2, 1, 1), bias: values([1], -20) },
    expected: values([1, 2, 2, 1], 0, 2, 26, 34),
  },
  {
    title: "depthwiseConv, then relu6",
    kind: "depthwiseConv",
    options: { kernel: [1, 1], activation: "relu6" },
    inputs: [values([1, 1, 3, 1], -1, 2, 20)],
    parameters: { depthwise_kernel: values([1, 1, 1, 1], 1), bias: values([1], 1) },
    expected: values([1, 1, 3, 1], 0, 3, 6),
  },
  {
    title: "depthwiseConv, dilation 2",
    kind: "depthwiseConv",
    options: { kernel: [2, 2], dilation: [2, 2], padding: "valid", bias: false },
    inputs: [counting(1, 3, 3, 1)],
    parameters: { depthwise_kernel: ones(2, 2, 1, 1) },
    expected: values([1, 1, 1, 1], 20),
  },
];

const separable: KindCase[] = [
  {
    title: "separableConv: channels are filtered alone, then mixed",
    kind: "separableConv",
    options: { filters: 1, kernel: [1, 2], padding: "valid" },
    inputs: [values([1, 1, 2, 2], 1, 2, 3, 4)],
    parameters: {
      depthwise_kernel: values([1, 2, 2, 1], 1, -1, 1, -1),
      pointwise_kernel: values([1, 1, 2, 1], 100, 10),
      bias: values([1], 1),
    },
    expected: values([1, 1, 1, 1], 341), // 100 · (1 + 3) + 10 · −(2 + 4) + 1
  },
  {
    title: "separableConv with relu between its steps, and at the end",
    kind: "separableConv",
    options: { filters: 2, kernel: [1, 2], padding: "valid", bias: false, intermediateActivation: "relu", activation: "relu" },
    inputs: [values([1, 1, 2, 2], 1, 2, 3, 4)],
    parameters: {
      depthwise_kernel: values([1, 2, 2, 1], 1, -1, 1, -1),
      pointwise_kernel: values([1, 1, 2, 2], 100, -1, 10, 7),
    },
    expected: values([1, 1, 1, 2], 400, 0),
  },
  {
    title: "separableConv with elu between its steps",
    kind: "separableConv",
    options: { filters: 1, kernel: [1, 1], bias: false, intermediateActivation: "elu" },
    inputs: [values([1, 1, 2, 1], -1, 2)],
    parameters: { depthwise_kernel: values([1, 1, 1, 1], 1), pointwise_kernel: values([1, 1, 1, 1], 2) },
    expected: values([1, 1, 2, 1], 2 * Math.expm1(-1), 4),
  },
];

const segmented: KindCase[] = [
  {
    title: "segmentedConv, two segments: each pair of filters sees its own half of the mixed channels",
    kind: "segmentedConv",
    options: { filters: 4, kernel: [1, 1], segments: 2, bias: false },
    inputs: [values([1, 1, 1, 1], 1)],
    parameters: {
      pointwise_kernel: values([1, 1, 1, 4], 1, 2, 3, 4),
      kernel: values([1, 1, 2, 4], 1, 10, 100, 1000, 1, 10, 100, 1000),
    },
    expected: values([1, 1, 1, 4], 3, 30, 700, 7000),
  },
  {
    title: "segmentedConv, as many segments as filters: a depthwise convolution after the mixing",
    kind: "segmentedConv",
    options: { filters: 2, kernel: [1, 2], padding: "valid", segments: 2 },
    inputs: [values([1, 1, 2, 1], 1, 2)],
    parameters: {
      pointwise_kernel: values([1, 1, 1, 2], 1, 10),
      kernel: values([1, 2, 1, 2], 1, 1, 1, 1),
      bias: values([2], 0.5, 0.25),
    },
    expected: values([1, 1, 1, 2], 3.5, 30.25),
  },
  {
    title: "segmentedConv, one segment, stride 2: a regular convolution after the mixing",
    kind: "segmentedConv",
    options: { filters: 1, kernel: [2, 2], stride: [2, 2], segments: 1, bias: false, padding: "valid" },
    inputs: [counting(1, 2, 2, 1)],
    parameters: { pointwise_kernel: values([1, 1, 1, 1], 2), kernel: values([2, 2, 1, 1], 1, 1, 1, 1) },
    expected: values([1, 1, 1, 1], 20),
  },
];

checkKinds("convolutions", [...conv, ...depthwise, ...separable, ...segmented]);
