import { cpus } from "node:os";

import { expect, it } from "vitest";

import { configOf, environmentOf, type TensorFlowOptions } from "./tensorflow-options.ts";

// As Python's tensorflow.compat.v1.ConfigProto(…).SerializeToString() has them.
it.each<[string, TensorFlowOptions, string]>([
  ["threads, and two operations at a time", { threads: 2 }, "1002 2802 32022001 3801"],
  ["one thread, and one operation at a time", { threads: 1 }, "1001 2801 32022001 3801"],
  ["more threads than fit in seven bits", { threads: 300, operationsAtATime: 3 }, "10ac02 2803 32022001 3801"],
  ["all of a graphics card's memory", { threads: 1, memoryGrowth: false }, "1001 2801 32022000 3801"],
  ["some graphics cards", { threads: 1, visibleDevices: [0, 2] }, "1001 2801 320720012a03302c32 3801"],
  ["no graphics card", { threads: 1, visibleDevices: [] }, "0a070a034750551000 1001 2801 32022001 3801"],
])("writes %s as TensorFlow reads it", (_, options, expected) => {
  expect(Buffer.from(configOf(options)).toString("hex")).toBe(expected.replaceAll(" ", ""));
});

it("takes all processors unless told otherwise", () => {
  expect(configOf({})).toEqual(configOf({ threads: cpus().length, operationsAtATime: Math.min(cpus().length, 2), memoryGrowth: true }));
});

const lists = "TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_INFERLIST_REMOVE";
const emulation = "TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_EMULATE_FP16";

it("asks the environment for the same bits in every run, and for no TF32, only where that is wanted", () => {
  const given = { [lists]: "Mean", [emulation]: "1" };
  expect(environmentOf({}, given)).toEqual({});
  expect(environmentOf({ deterministic: true, tf32: false }, given)).toEqual({ TF_DETERMINISTIC_OPS: "1", NVIDIA_TF32_OVERRIDE: "0" });
});

it("keeps version 2 of batch normalisation out of mixed precision, and emulates none, unless the environment says otherwise", () => {
  expect(environmentOf({}, {})).toEqual({ [lists]: "FusedBatchNormV2,FusedBatchNormGradV2", [emulation]: "0" });
});

it.each([0, 1.5, NaN])("refuses %s threads", (threads) => {
  expect(() => configOf({ threads })).toThrow(
    `[startTensorFlow] threads came as ${threads}, expected a whole number above 0. Leave it out for all processors.`,
  );
});
