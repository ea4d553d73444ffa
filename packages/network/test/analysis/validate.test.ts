import { NetworkError, parameterSpecs, shapes, validate, type NodeOptions } from "@xception/network";
import { describe, expect, it } from "vitest";

import { golden } from "../golden.ts";
import { node, single, sketch } from "../sketch.ts";

const image = node("image", "input", [], { shape: [8, 8, 3] });
const refusal = (network: unknown): string => {
  try {
    validate(network);
  } catch (error) {
    if (error instanceof NetworkError) return error.message;
    throw error;
  }
  return "accepted";
};
const option = (kind: string, options: NodeOptions): string => refusal(single([8, 8, 3], kind, options));

describe("validate", () => {
  it("accepts a network of many kinds, also after a trip through JSON", () => {
    expect(refusal(golden.mixed.network)).toBe("accepted");
    expect(refusal(JSON.parse(JSON.stringify(golden.mixed.network)))).toBe("accepted");
  });

  it.each([null, 3, "network", [], {}, { name: "x", nodes: {}, outputs: [] }, { name: "x", nodes: [], outputs: [1] }])(
    "refuses %j, which is no network",
    (value) => {
      expect(refusal(value)).toBe("[validate] the network is not an object of name, nodes and outputs. Give one.");
    },
  );

  it("refuses a network without nodes or with far too many", () => {
    expect(refusal({ name: "x", nodes: [], outputs: [] })).toBe("[validate] the network has 0 nodes. Give from 1 to 10000.");
    expect(refusal({ name: "x", nodes: Array(10_001).fill(image), outputs: ["image"] })).toBe(
      "[validate] the network has 10001 nodes. Give from 1 to 10000.",
    );
  });

  it.each([null, [], { ...image, name: "" }, { ...image, name: "x".repeat(501) }, { ...image, inputs: [3] }, { ...image, options: [] }])(
    "refuses the node %j",
    (value) => {
      expect(refusal({ name: "x", nodes: [value], outputs: ["image"] })).toBe(
        "[validate] node 0 is not an object of name (up to 500 characters), kind, inputs and options. Give one.",
      );
    },
  );

  it("refuses two nodes of one name", () => {
    expect(refusal(sketch(image, image))).toBe('[validate] two nodes are called "image". Give every node a name of its own.');
  });

  it("refuses an input that is not there, and one that comes later", () => {
    expect(refusal(sketch(image, node("x", "flatten", ["imgae"])))).toBe(
      '[validate] flatten "x" has the input "imgae", but no node is called so. Name a node that comes before it.',
    );
    expect(refusal(sketch(node("x", "flatten", ["image"]), image))).toBe(
      '[validate] flatten "x" does not come after its input "image". Put every node after its inputs.',
    );
    expect(refusal(sketch(image, node("x", "add", ["image", "x"])))).toBe(
      '[validate] add "x" does not come after its input "x". Put every node after its inputs.',
    );
  });

  it("refuses a kind that it does not know, and lists those that it does", () => {
    expect(refusal(sketch(node("x", "transformer", [])))).toBe(
      '[validate] node "x" is of the unknown kind "transformer". Give one of input, conv, depthwiseConv, separableConv, segmentedConv, dense, batchNorm, normalization, rescaling, activation, dropout, maxPool, averagePool, globalAveragePool, globalMaxPool, flatten, reshape, zeroPadding, cropping, upSampling, add, multiply, average, maximum, subtract, concatenate.',
    );
  });

  it("refuses outputs that are not there, and none at all", () => {
    expect(refusal({ ...sketch(image), outputs: ["logits"] })).toBe(
      '[validate] the network has the output "logits", but no node is called so. Name one of its nodes.',
    );
    expect(refusal({ ...sketch(image), outputs: [] })).toBe("[validate] the network has no outputs. Name the nodes whose values it gives.");
  });
});

describe("validate, of options,", () => {
  it("refuses one that the kind does not have", () => {
    expect(option("conv", { filters: 1, kernel: [1, 1], strides: [2, 2] })).toBe(
      '[validate] conv "x" has no option "strides". It takes filters, kernel, stride, padding, dilation, bias, activation.',
    );
    expect(option("flatten", { axis: 1 })).toBe('[validate] flatten "x" has no option "axis". It takes none.');
  });

  it("refuses to do without one that has no default", () => {
    expect(option("conv", { filters: 1 })).toBe('[validate] conv "x" lacks the option "kernel". Give two whole numbers from 1, [y, x].');
  });

  const cases: [string, NodeOptions, string][] = [
    ["conv", { filters: 0, kernel: [1, 1] }, 'has 0 as its option "filters". Give a whole number from 1.'],
    ["conv", { filters: 2 ** 25, kernel: [1, 1] }, 'has 33554432 as its option "filters". Give a whole number from 1.'],
    ["conv", { filters: 1, kernel: 3 }, 'has 3 as its option "kernel". Give two whole numbers from 1, [y, x].'],
    ["conv", { filters: 1, kernel: [3, 3, 3] }, 'has [3,3,3] as its option "kernel". Give two whole numbers from 1, [y, x].'],
    ["conv", { filters: 1, kernel: [1, 1], padding: "full" }, 'has "full" as its option "padding". Give one of "same", "valid".'],
    ["conv", { filters: 1, kernel: [1, 1], bias: 1 }, 'has 1 as its option "bias". Give true or false.'],
    ["maxPool", { size: [2, 2], stride: [0, 1] }, 'has [0,1] as its option "stride". Give two whole numbers from 1, [y, x].'],
    ["batchNorm", { epsilon: -1 }, 'has -1 as its option "epsilon". Give a number from 0.'],
    ["batchNorm", { momentum: 2 }, 'has 2 as its option "momentum". Give a number from 0 to 1.'],
    ["activation", { function: "relu", alpha: "big" }, 'has "big" as its option "alpha". Give a number.'],
    ["rescaling", { scale: null }, 'has null as its option "scale". Give a number.'],
    ["normalization", { mean: [], variance: [1] }, 'has [] as its option "mean". Give a list of numbers.'],
    ["reshape", { shape: [] }, 'has [] as its option "shape". Give a list of one to four whole numbers from 1.'],
    ["cropping", { cropping: [1, 1] }, 'has [1,1] as its option "cropping". Give [[top, bottom], [left, right]], whole numbers from 0.'],
  ];
  it.each(cases)("refuses %s %j", (kind, options, sentence) => {
    expect(option(kind, options)).toBe(`[validate] ${kind} "x" ${sentence}`);
  });

  it("refuses a shape of the input without channels", () => {
    expect(refusal(sketch(node("image", "input", [], { shape: [8, 8, null] })))).toBe(
      '[validate] input "image" has [8,8,null] as its option "shape". Give [H, W, C] or [C], whole numbers from 1, null for an open height or width.',
    );
  });
});

describe("every function", () => {
  it("names itself in what validate would say", () => {
    const network = sketch(node("x", "transformer", []));
    expect(() => shapes(network)).toThrow('[shapes] node "x" is of the unknown kind');
    expect(() => parameterSpecs(network)).toThrow('[parameterSpecs] node "x" is of the unknown kind');
  });
});
