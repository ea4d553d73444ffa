import { shapes, type Network, type NodeOptions } from "@xception/network";
import { describe, expect, it } from "vitest";

import { node, single, sketch } from "../sketch.ts";

const shapeOf = (kind: string, options: NodeOptions, ...inputs: (number | null)[][]) => {
  const names = inputs.map((_, index) => `in${index}`);
  const entries = names.map((name, index) => node(name, "input", [], { shape: inputs[index] ?? [] }));
  return shapes(sketch(...entries, node("x", kind, names, options))).get("x");
};

describe("shapes", () => {
  it("shrinks a map as Xception's stride 2 does: 299 to 149 to 147, then 74, 37, 19, 10", () => {
    const steps = [
      node("conv1", "conv", ["image"], { filters: 32, kernel: [3, 3], stride: [2, 2], padding: "valid" }),
      node("conv2", "conv", ["conv1"], { filters: 64, kernel: [3, 3], padding: "valid" }),
      ...[1, 2, 3, 4].map((step) =>
        node(`pool${step}`, "maxPool", [step === 1 ? "conv2" : `pool${step - 1}`], { size: [3, 3], stride: [2, 2] }),
      ),
    ];
    const network = sketch(node("image", "input", [], { shape: [null, null, 3] }), ...steps);
    const heights = [...shapes(network, { inputShape: [299, 299, 3] }).values()].map(([height]) => height);
    expect(heights).toEqual([299, 149, 147, 74, 37, 19, 10]);
  });

  const two: Network = sketch(
    node("left", "input", [], { shape: [null, 4, 1] }),
    node("right", "input", [], { shape: [null, 4, 2] }),
    node("x", "concatenate", ["left", "right"]),
  );

  it("takes a shape for each input by its name", () => {
    expect(shapes(two, { inputShape: { left: [5, 4, 1], right: [5, 4, 2] } }).get("x")).toEqual([5, 4, 3]);
  });

  it("asks for sizes that are open", () => {
    expect(() => shapes(two)).toThrow(
      '[shapes] "left" has the open shape [?, 4, 1]. Pass inputShape, such as { inputShape: [299, 299, 3] }.',
    );
  });

  it.each([[[5, 5, 1]], [[5, 4]], [[5.5, 4, 1]], [[0, 4, 1]]])("refuses the input shape %j where it does not fit", (left) => {
    expect(() => shapes(two, { inputShape: { left, right: [5, 4, 2] } })).toThrow(
      `[shapes] input "left" takes [?, 4, 1], but the input shape is [${left.join(", ")}]. Give sizes only where the network leaves them open.`,
    );
  });

  it("names the node that leaves nothing of an image", () => {
    expect(() => shapeOf("maxPool", { size: [3, 3], padding: "valid" }, [2, 8, 3])).toThrow(
      '[shapes] maxPool "x" leaves nothing of its input [2, 8, 3]. Use a larger input.',
    );
    const cropping = [
      [4, 4],
      [0, 0],
    ];
    expect(() => shapeOf("cropping", { cropping }, [8, 8, 1])).toThrow(
      '[shapes] cropping "x" leaves nothing of its input [8, 8, 1]. Use a larger input.',
    );
  });

  it("refuses maps that no memory would hold", () => {
    expect(() => shapeOf("upSampling", { size: [1000, 1000] }, [100, 100, 3])).toThrow(
      '[shapes] upSampling "x" would give [100000, 100000, 3], more than 268435456 values an image. Use a smaller network or input.',
    );
  });
});

describe("shapes, of inputs,", () => {
  const cases: [string, NodeOptions, number[][], string][] = [
    ["conv", { filters: 1, kernel: [1, 1] }, [[8]], "takes an image [H, W, C], but its input is [8]. Put it where there still is one."],
    ["flatten", {}, [], "has 0 inputs. It takes one."],
    ["flatten", {}, [[8], [8]], "has 2 inputs. It takes one."],
    ["add", {}, [[8]], "has 1 inputs. It takes two or more."],
    ["subtract", {}, [[8], [8], [8]], "has 3 inputs. It takes two."],
    [
      "add",
      {},
      [
        [8, 8, 3],
        [8, 8, 4],
      ],
      "cannot join inputs of the shapes [8, 8, 3], [8, 8, 4]. Give inputs of one shape.",
    ],
    ["add", {}, [[8, 8, 3], [3]], "cannot join inputs of the shapes [8, 8, 3], [3]. Give inputs of one shape."],
    [
      "concatenate",
      {},
      [
        [8, 8, 3],
        [8, 7, 3],
      ],
      "cannot put channels of the shapes [8, 8, 3], [8, 7, 3] side by side. Give inputs that differ in the last size only.",
    ],
    ["reshape", { shape: [5] }, [[2, 2]], "cannot give [2, 2] the shape [5]. Give a shape of 4 values."],
    [
      "segmentedConv",
      { filters: 4, segments: 3, kernel: [1, 1] },
      [[8, 8, 3]],
      "cannot part 4 filters into 3 segments. Give a number of segments that divides the filters.",
    ],
    [
      "conv",
      { filters: 1, kernel: [3, 3], stride: [2, 1], dilation: [1, 2] },
      [[8, 8, 3]],
      "has the stride [2, 1] and the dilation [1, 2]. Let one of them be [1, 1].",
    ],
    [
      "normalization",
      { mean: [1, 2], variance: [1] },
      [[8, 8, 3]],
      "has 2 means or variances for 3 channels. Give one for all or one each.",
    ],
  ];
  it.each(cases)("refuses %s %j of %j", (kind, options, inputs, sentence) => {
    expect(() => shapeOf(kind, options, ...inputs)).toThrow(`[shapes] ${kind} "x" ${sentence}`);
  });

  it("refuses inputs of an input", () => {
    expect(() => shapes(sketch(node("image", "input", [], { shape: [1] }), node("x", "input", ["image"], { shape: [1] })))).toThrow(
      '[shapes] input "x" has 1 inputs. It takes none.',
    );
  });

  it("says what to do where features of an open number meet a dense layer", () => {
    const network = sketch(
      node("image", "input", [], { shape: [null, 8, 3] }),
      node("flat", "flatten", ["image"]),
      node("x", "dense", ["flat"], { units: 2 }),
    );
    expect(() => shapes(network)).toThrow(
      '[shapes] dense "x" takes features of a known number, but its input is [?]. Pass inputShape, or give the network\'s input a fixed size.',
    );
  });

  it("joins open sizes with known ones", () => {
    const network = sketch(
      node("open", "input", [], { shape: [null, null, 3] }),
      node("known", "input", [], { shape: [8, 8, 3] }),
      node("sum", "add", ["open", "known"]),
      node("side", "concatenate", ["open", "sum"]),
      node("flat", "flatten", ["sum"]),
      node("x", "dense", ["flat"], { units: 2 }),
    );
    expect(shapes(network, { inputShape: { open: [8, 8, 3] } }).get("side")).toEqual([8, 8, 6]);
    expect(shapes(single([8, 8, 3], "globalAveragePool")).get("x")).toEqual([3]);
  });
});
