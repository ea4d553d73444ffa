import { cost, summarise } from "@xception/network";
import { describe, expect, it } from "vitest";

import { node, sketch } from "../sketch.ts";

const network = sketch(
  node("image", "input", [], { shape: [null, null, 3] }),
  node("conv", "conv", ["image"], { filters: 8, kernel: [3, 3], stride: [2, 2] }),
  node("relu", "activation", ["conv"], { function: "relu" }),
  node("sep", "separableConv", ["relu"], { filters: 16, kernel: [3, 3], multiplier: 2, bias: false }),
  node("bn", "batchNorm", ["sep"]),
  node("depth", "depthwiseConv", ["bn"], { kernel: [5, 1], multiplier: 2 }),
  node("segment", "segmentedConv", ["depth"], { filters: 6, segments: 3, kernel: [3, 3], stride: [2, 2] }),
  node("mean", "globalAveragePool", ["segment"]),
  node("classes", "dense", ["mean"], { units: 10 }),
);
const inputShape = [16, 12, 3];
const expected = {
  conv: 8 * 6 * 8 * (3 * 3 * 3),
  sep: 8 * 6 * (8 * 2) * (3 * 3 + 16),
  depth: 8 * 6 * 32 * 5,
  segment: 8 * 6 * 32 * 6 + 4 * 3 * 6 * (3 * 3 * 2),
  classes: 6 * 10,
};
const total = Object.values(expected).reduce((sum, value) => sum + value, 0);

describe("cost", () => {
  it("counts the multiply-adds of convolutions and dense layers, and of nothing else", () => {
    const counted = cost(network, { inputShape });
    expect(Object.fromEntries([...counted.nodes].filter(([, value]) => value > 0))).toEqual(expected);
    expect(counted.total).toBe(total);
  });

  it("counts a middle-flow unit of Xception", () => {
    const unit = sketch(
      node("image", "input", [], { shape: [19, 19, 728] }),
      node("sep", "separableConv", ["image"], { filters: 728, kernel: [3, 3] }),
    );
    expect(cost(unit).total).toBe(19 * 19 * 728 * (9 + 728));
  });

  it("asks for the sizes that it needs", () => {
    expect(() => cost(network)).toThrow("Pass inputShape");
  });
});

describe("summarise", () => {
  it("has a row a node, and totals", () => {
    const { rows, parameters, multiplyAdds } = summarise(network, { inputShape });
    expect(rows).toHaveLength(9);
    expect(rows[3]).toEqual({
      name: "sep",
      kind: "separableConv",
      outputShape: [8, 6, 16],
      parameters: 9 * 16 + 16 * 16,
      multiplyAdds: expected.sep,
      inputs: ["relu"],
    });
    expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(parameters.total);
    expect(multiplyAdds).toBe(total);
  });

  it("leaves open what depends on open sizes", () => {
    const { rows, parameters, multiplyAdds } = summarise(network);
    expect(rows[1]).toMatchObject({ outputShape: [null, null, 8], parameters: 3 * 3 * 3 * 8 + 8, multiplyAdds: null });
    expect(rows.at(-1)).toMatchObject({ outputShape: [10], parameters: 70, multiplyAdds: 60 });
    expect(parameters.nonTrainable).toBe(32);
    expect(multiplyAdds).toBeNull();
  });
});
