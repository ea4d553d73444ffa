import { checkKinds, counting, values } from "./kind-case.ts";

checkKinds("pooling", [
  {
    title: "maxPool steps by its own size",
    kind: "maxPool",
    options: { size: [2, 2], padding: "valid" },
    inputs: [counting(1, 5, 4, 1)],
    expected: values([1, 2, 2, 1], 6, 8, 14, 16),
  },
  {
    title: "maxPool, same: padding is never the largest",
    kind: "maxPool",
    options: { size: [3, 3], stride: [2, 2] },
    inputs: [values([1, 3, 3, 1], -1, -2, -3, -4, -5, -6, -7, -8, -9)],
    expected: values([1, 2, 2, 1], -1, -2, -4, -5),
  },
  {
    title: "averagePool, same: padding does not count",
    kind: "averagePool",
    options: { size: [2, 2], padding: "same" },
    inputs: [counting(1, 3, 3, 1)],
    expected: values([1, 2, 2, 1], 3, 4.5, 7.5, 9),
  },
  {
    title: "averagePool, valid, stride 1",
    kind: "averagePool",
    options: { size: [1, 2], stride: [1, 1], padding: "valid" },
    inputs: [counting(1, 1, 3, 1)],
    expected: values([1, 1, 2, 1], 1.5, 2.5),
  },
  {
    title: "globalAveragePool gives the mean of each channel",
    kind: "globalAveragePool",
    inputs: [counting(2, 1, 2, 2)],
    expected: values([2, 2], 2, 3, 6, 7),
  },
  {
    title: "globalMaxPool keeps the axes where it is told to",
    kind: "globalMaxPool",
    options: { keepDimensions: true },
    inputs: [counting(1, 2, 2, 2)],
    expected: values([1, 1, 1, 2], 7, 8),
  },
  {
    title: "globalAveragePool keeps the axes where it is told to",
    kind: "globalAveragePool",
    options: { keepDimensions: true },
    inputs: [counting(1, 2, 2, 1)],
    expected: values([1, 1, 1, 1], 2.5),
  },
  {
    title: "globalMaxPool gives the largest of each channel",
    kind: "globalMaxPool",
    inputs: [values([1, 1, 2, 2], -1, -2, -3, -4)],
    expected: values([1, 2], -1, -2),
  },
]);
