import { checkKinds, values } from "./kind-case.ts";

const one = (value: number) => values([1], value);

checkKinds("scaling", [
  {
    title: "batchNorm in inference uses the moving averages",
    kind: "batchNorm",
    options: { epsilon: 1 },
    inputs: [values([1, 1, 2, 1], 1, 3)],
    parameters: { gamma: one(2), beta: one(5), moving_mean: one(1), moving_variance: one(3) },
    expected: values([1, 1, 2, 1], 5, 7),
  },
  {
    title: "batchNorm without scale and shift has the averages only",
    kind: "batchNorm",
    options: { epsilon: 0, scale: false, center: false },
    inputs: [values([2, 1], 1, 3)],
    parameters: { moving_mean: one(2), moving_variance: one(4) },
    expected: values([2, 1], -0.5, 0.5),
  },
  {
    title: "rescaling is the preprocessing of Xception",
    kind: "rescaling",
    options: { scale: 1 / 127.5, offset: -1 },
    inputs: [values([1, 1, 3, 1], 0, 127.5, 255)],
    expected: values([1, 1, 3, 1], -1, 0, 1),
  },
  {
    title: "normalization by constants of each channel",
    kind: "normalization",
    options: { mean: [1, 2], variance: [4, 0.25] },
    inputs: [values([1, 1, 1, 2], 5, 3)],
    expected: values([1, 1, 1, 2], 2, 2),
  },
  {
    title: "normalization does not divide by nothing",
    kind: "normalization",
    options: { mean: [1], variance: [0] },
    inputs: [values([1, 2], 1, 1)],
    expected: values([1, 2], 0, 0),
  },
  {
    title: "dense weighs features",
    kind: "dense",
    options: { units: 2 },
    inputs: [values([2, 2], 1, 2, 3, 4)],
    parameters: { kernel: values([2, 2], 1, 10, 1, 10), bias: values([2], 0.5, -5) },
    expected: values([2, 2], 3.5, 25, 7.5, 65),
  },
  {
    title: "dense on an image works on every pixel",
    kind: "dense",
    options: { units: 1, bias: false, activation: "relu" },
    inputs: [values([1, 1, 2, 2], 1, 2, 3, 4)],
    parameters: { kernel: values([2, 1], 1, -1) },
    expected: values([1, 1, 2, 1], 0, 0),
  },
  {
    title: "dropout does nothing in inference",
    kind: "dropout",
    options: { rate: 0.5 },
    inputs: [values([1, 2], 1, 2)],
    expected: values([1, 2], 1, 2),
  },
]);
