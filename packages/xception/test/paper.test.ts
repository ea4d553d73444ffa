// The numbers of the paper and of Keras' model.
import { cost, countParameters, parameterSpecs, shapes } from "@xception/network";
import { buildXception } from "@xception/xception";
import { describe, expect, it } from "vitest";

const xception = buildXception();
const convolutions = xception.nodes.filter(({ kind, name }) => /conv/i.test(kind) && !name.endsWith("_shortcut"));

describe("the paper's Xception", () => {
  it("has the parameters of table 3, and Keras' total", () => {
    expect(countParameters(xception)).toEqual({ total: 22_910_480, trainable: 22_855_952, nonTrainable: 54_528 });
  });

  it("has Keras' total without its top", () => {
    const withoutTop = buildXception({ top: false });
    expect(countParameters(withoutTop)).toEqual({ total: 20_861_480, trainable: 20_806_952, nonTrainable: 54_528 });
    expect(withoutTop.nodes).toHaveLength(132);
    expect(parameterSpecs(withoutTop).size).toBe(234);
  });

  it("has 134 layers and 236 arrays, of which 156 are trained", () => {
    const specs = [...parameterSpecs(xception).values()];
    expect(xception.nodes).toHaveLength(134);
    expect(specs).toHaveLength(236);
    expect(specs.filter(({ trainable }) => trainable)).toHaveLength(156);
  });

  it("has 36 convolution layers in 14 modules, all but the first and the last with a shortcut", () => {
    const blocks = new Set(convolutions.map(({ name }) => name.split("_")[0]));
    const shortcuts = xception.nodes.filter(({ kind }) => kind === "add").map(({ name }) => name.split("_")[0]);
    expect(convolutions).toHaveLength(36);
    expect(blocks.size).toBe(14);
    expect([...blocks].filter((block) => !shortcuts.includes(block))).toEqual(["block1", "block14"]);
  });

  it("takes 8.357 G multiply-adds, 90.6 % of them pointwise", () => {
    const pointwise = xception.nodes
      .filter(({ kind }) => kind === "separableConv")
      .map(({ name }) => {
        const [height = 0, width = 0] = shapes(xception).get(name) ?? [];
        const [, , channels = 0, filters = 0] = parameterSpecs(xception).get(`${name}/pointwise_kernel`)?.shape ?? [];
        return height * width * channels * filters;
      })
      .reduce((sum, one) => sum + one);
    expect(cost(xception).total).toBe(8_357_403_496);
    expect(pointwise / cost(xception).total).toBeCloseTo(0.906, 3);
  });

  it.each([
    [71, 0.553],
    [150, 1.926],
    [224, 4.553],
    [320, 9.315],
  ])("at %i pixels takes %f G multiply-adds", (inputSize, giga) => {
    expect(cost(buildXception({ inputSize })).total / 1e9).toBeCloseTo(giga, 3);
  });

  it("has maps of 299, 149, 147, 74, 37, 19 and 10 pixels", () => {
    const sides = [...shapes(xception).values()].filter((shape) => shape.length === 3).map(([side]) => side);
    expect([...new Set(sides)]).toEqual([299, 149, 147, 74, 37, 19, 10]);
  });

  it("takes any size where none is set", () => {
    const open = buildXception({ inputSize: null, top: false, pooling: "avg" });
    expect(shapes(open, { inputShape: [150, 224, 3] }).get("block14_sepconv2_act")).toEqual([5, 7, 2048]);
  });
});
