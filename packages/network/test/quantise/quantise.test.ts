import {
  compile,
  findIntegers,
  fuse,
  initialise,
  kernelOf,
  pointwiseKernels,
  quantise,
  type IntegerKernel,
  type Network,
  type ParameterArray,
} from "@xception/network";
import { seededRandom } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { node, single, sketch } from "../sketch.ts";
import { mixingNetwork, mixingParameters } from "./mixing-network.ts";

const random = seededRandom(11);
const array = (...shape: number[]): ParameterArray => {
  const length = shape.reduce((count, size) => count * size, 1);
  return { shape, data: Float32Array.from({ length }, () => 2 * random() - 1) };
};
const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe("pointwiseKernels", () => {
  it("names the kernels that mix the channels of one pixel, and no other", () => {
    expect([...pointwiseKernels(mixingNetwork)]).toEqual([
      ["shortcut", "shortcut/kernel"],
      ["unit", "unit/pointwise_kernel"],
      ["doubled", "doubled/pointwise_kernel"],
      ["segments", "segments/pointwise_kernel"],
      ["hidden", "hidden/kernel"],
      ["classes", "classes/kernel"],
    ]);
  });
});

describe("findIntegers", () => {
  it("gives the whole numbers that values are, and what a step of each output channel is worth", () => {
    const found = findIntegers({ shape: [3, 2], data: Float32Array.of(-63.5, 0, 1, 0, 0.5, 0) });
    expect([...(found?.integers ?? [])]).toEqual([-127, 0, 2, 0, 1, 0]);
    expect([...(found?.steps ?? [])]).toEqual([0.5, 0]);
  });

  it("finds none in a kernel that nobody rounded, nor where a value is no number", () => {
    expect(findIntegers(array(1, 1, 8, 8))).toBeUndefined();
    expect(findIntegers({ shape: [2, 1], data: Float32Array.of(1, NaN) })).toBeUndefined();
    expect(findIntegers({ shape: [2, 1], data: Float32Array.of(1, Infinity) })).toBeUndefined();
  });
});

describe("quantise", () => {
  it("rounds every pointwise kernel to the nearest multiple of 1/127 of its channel's largest value, exactly", async () => {
    const { parameters, report } = await quantise(mixingNetwork, mixingParameters);
    const before = fuse(mixingNetwork, mixingParameters).parameters;
    expect(report).toHaveLength(6);
    for (const { kernel, precision } of report) {
      expect(precision).toBe("int8");
      const after = parameters.get(kernel) as ParameterArray;
      const integers = findIntegers(after) as IntegerKernel;
      expect(kernelOf(integers)).toEqual(after);
      expect(Math.max(...integers.integers)).toBeLessThanOrEqual(127);
      const old = (before.get(kernel) as ParameterArray).data;
      for (const [place, value] of after.data.entries()) {
        const step = integers.steps[place % integers.steps.length] as number;
        expect(Math.abs(value - (old[place] as number))).toBeLessThanOrEqual(step * 0.5);
      }
    }
    expect(parameters.get("stem/kernel")).toEqual(before.get("stem/kernel"));
  });

  it("rounds zeros, tiny and huge values, and leaves a kernel with something else than numbers", async () => {
    const network = sketch(
      node("image", "input", [], { shape: [2] }),
      node("a", "dense", ["image"], { units: 4, bias: false }),
      node("b", "dense", ["a"], { units: 1, bias: false }),
    );
    const data = Float32Array.of(0, 1e-42, 1e30, 1, 0, 0, 3e28, -0.49);
    const broken = { shape: [4, 1], data: Float32Array.of(1, NaN, 2, 3) };
    const { parameters, report } = await quantise(
      network,
      new Map([
        ["a/kernel", { shape: [2, 4], data }],
        ["b/kernel", broken],
      ]),
    );
    const inSteps = [...(parameters.get("a/kernel")?.data ?? [])].map((value, place) => (127 * value) / (place % 4 === 2 ? 1e30 : 1));
    for (const [place, value] of [0, 0, 127, 127, 0, 0, 4, -62].entries()) expect(inSteps[place]).toBeCloseTo(value, 2);
    expect(parameters.get("b/kernel")).toBe(broken);
    expect(report.map(({ precision }) => precision)).toEqual(["int8", "float32"]);
    expect(report[1]?.error).toBeNaN();
  });

  it("measures a node's error on its own output, on the inputs that float32 gives it, and rounds where it is within the tolerance", async () => {
    const batches = [array(2, 9, 8, 3), array(1, 12, 9, 3)];
    const { network, parameters } = fuse(mixingNetwork, mixingParameters);
    const all = await quantise(mixingNetwork, mixingParameters, { batches, tolerance: 1 });
    const exact = await compile(network, parameters, { fuse: false, executor: "wasm" });
    const taps = all.report.map(({ node: name }) => name);
    const before = await Promise.all(batches.map((batch) => exact.run(batch, { taps })));
    exact.dispose();
    for (const { node: name, kernel, error } of all.report) {
      // With that kernel alone rounded, nothing before the node has changed.
      const one = new Map(parameters).set(kernel, all.parameters.get(kernel) as ParameterArray);
      const executable = await compile(network, one, { fuse: false, executor: "wasm" });
      const after = await Promise.all(batches.map((batch) => executable.run(batch, { taps: [name] })));
      executable.dispose();
      const old = before.flatMap((run) => [...(run.taps.get(name)?.data ?? [])]);
      const difference = after.flatMap((run) => [...(run.taps.get(name)?.data ?? [])]).map((value, place) => value - (old[place] ?? NaN));
      const images = rootMeanSquare(difference) / rootMeanSquare(old);
      expect(error).toBeGreaterThan(0);
      expect(error / images, name).toBeGreaterThan(0.8);
      expect(error / images, name).toBeLessThan(1.25);
    }
    const errors = all.report.map(({ error }) => error).sort((a, b) => a - b);
    const some = await quantise(mixingNetwork, mixingParameters, { batches, tolerance: errors[2] as number });
    expect(some.report.filter(({ precision }) => precision === "int8")).toHaveLength(3);
    for (const { kernel, precision } of some.report) {
      expect(some.parameters.get(kernel)).toEqual((precision === "int8" ? all.parameters : parameters).get(kernel));
    }
  });

  it("measures what pixels lose as well where it is asked to, and rounds fewer kernels then", async () => {
    const batches = [array(2, 9, 8, 3)];
    const [kernels, all] = [
      await quantise(mixingNetwork, mixingParameters, { batches }),
      await quantise(mixingNetwork, mixingParameters, { batches, precision: "int8" }),
    ];
    const sum = ({ report }: typeof all): number => report.reduce((total, { error }) => total + error, 0);
    // The same on a machine that multiplies 16 bits as quickly.
    expect(sum(all)).toBeGreaterThanOrEqual(sum(kernels));
    const rounded = ({ report }: typeof all): number => report.filter(({ precision }) => precision === "int8").length;
    expect(rounded(all)).toBeLessThanOrEqual(rounded(kernels));
  });

  it("finds no error in a kernel that is rounded already", async () => {
    const once = await quantise(mixingNetwork, mixingParameters);
    const twice = await quantise(once.network, once.parameters, { batches: [array(1, 9, 9, 3)], tolerance: 1e-3 });
    expect(twice.parameters).toEqual(once.parameters);
    expect(twice.network).toEqual(once.network);
  });

  it("leaves what is to be kept, and names that look like its own", async () => {
    const network = sketch(
      node("probe1", "input", [], { shape: [4, 4, 2] }),
      node("probe2", "conv", ["probe1"], { filters: 3, kernel: [1, 1] }),
      node("probe3", "batchNorm", ["probe2"]),
    );
    const parameters = initialise(network, { seed: 3 });
    const { report } = await quantise(network, parameters, { batches: [array(1, 4, 4, 2)], keep: ["probe2"] });
    expect(report.map(({ node: name }) => name)).toEqual(["probe2"]);
  });

  it("says what came and what was expected", async () => {
    await expect(quantise(mixingNetwork, mixingParameters, { tolerance: -1 })).rejects.toThrow(
      "[quantise] the tolerance came as -1, but a number from 0 was expected. Give one.",
    );
    await expect(quantise(mixingNetwork, mixingParameters, { batches: [] })).rejects.toThrow(
      "[quantise] there is no batch to measure errors on. Give some, or leave `batches` out.",
    );
    await expect(quantise(mixingNetwork, new Map())).rejects.toThrow("[checkParameters] the parameters do not fit");
    const other: Network = single([4], "dense", { units: 2 });
    await expect(quantise(other, initialise(other, { seed: 1 }), { batches: [array(1, 5)] })).rejects.toThrow(
      '[run] the input "image" came as [1, 5], expected [N, 4]. Give a batch of that shape.',
    );
  });
});
