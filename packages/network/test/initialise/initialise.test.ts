import { initialise, type Network } from "@xception/network";
import { describe, expect, it } from "vitest";

import { golden } from "../golden.ts";
import { node, single, sketch } from "../sketch.ts";

const dense: Network = single([40], "dense", { units: 100 });
const kernelOf = (network: Network, seed: number, name = "x/kernel"): Float32Array =>
  initialise(network, { seed }).get(name)?.data ?? new Float32Array();

describe("initialise", () => {
  it("gives kernels uniform numbers of the whole range of Glorot's limit", () => {
    const kernel = kernelOf(dense, 1);
    const limit = Math.sqrt(6 / 140);
    expect(kernel).toHaveLength(4000);
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(limit);
    // Each tenth of the range holds a tenth of 4000 numbers, give or take four standard deviations (76).
    const tenths = Array<number>(10).fill(0);
    for (const value of kernel) {
      const tenth = Math.floor((value / limit + 1) * 5);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths).toHaveLength(10);
    for (const share of tenths) expect(Math.abs(share - 400)).toBeLessThan(76);
  });

  it("starts biases and shifts at 0, scales and variances at 1", () => {
    const network = sketch(
      node("image", "input", [], { shape: [2] }),
      node("dense", "dense", ["image"], { units: 2 }),
      node("bn", "batchNorm", ["dense"]),
    );
    const values = Object.fromEntries([...initialise(network, { seed: 1 })].map(([name, { data }]) => [name, [...data]]));
    expect(values).toMatchObject({
      "dense/bias": [0, 0],
      "bn/gamma": [1, 1],
      "bn/beta": [0, 0],
      "bn/moving_mean": [0, 0],
      "bn/moving_variance": [1, 1],
    });
  });

  it("gives the same values for the same seed, others for another", () => {
    expect(kernelOf(dense, 1)).toEqual(kernelOf(dense, 1));
    expect(kernelOf(dense, 2)).not.toEqual(kernelOf(dense, 1));
  });

  it("leaves a parameter's values as they are when other nodes come", () => {
    const more = sketch(
      node("image", "input", [], { shape: [40] }),
      node("first", "dense", ["image"], { units: 40 }),
      node("x", "dense", ["first"], { units: 100 }),
    );
    expect(kernelOf(more, 1)).toEqual(kernelOf(dense, 1));
    expect(kernelOf(more, 1, "first/kernel").slice(0, 4)).not.toEqual(kernelOf(dense, 1).slice(0, 4));
  });

  it.each(golden.random)("gives the numbers that a second implementation gives for seed $seed and $name", ({ seed, name, numbers }) => {
    const [owner, parameter] = name.split("/") as [string, string];
    expect(parameter).toBe("kernel");
    const network = sketch(node("image", "input", [], { shape: [1] }), node(owner, "dense", ["image"], { units: numbers.length }));
    const limit = Math.sqrt(6 / (1 + numbers.length));
    expect([...kernelOf(network, seed, name)]).toEqual(numbers.map((number) => Math.fround((2 * number - 1) * limit)));
  });

  it.each([-1, 0.5, NaN, 2 ** 60])("refuses the seed %s", (seed) => {
    expect(() => initialise(dense, { seed })).toThrow(`[initialise] the seed is ${seed}. Give a whole number from 0.`);
  });
});
