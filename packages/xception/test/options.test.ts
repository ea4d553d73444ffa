// What may differ from the paper, and what is refused.
import { cost, countParameters, NetworkError, shapes, type Network } from "@xception/network";
import { buildXception, defaultOptions, OptionError, SizeError, variantOptions, variants, type XceptionOptions } from "@xception/xception";
import { describe, expect, it } from "vitest";

const trainable = (options: XceptionOptions): number => countParameters(buildXception(options)).trainable;
const kinds = ({ nodes }: Network): ReadonlySet<string> => new Set(nodes.map(({ kind }) => kind));
const shapeOf = (network: Network, name: string): readonly number[] | undefined => shapes(network).get(name);

describe("the paper's ablations", () => {
  it("without residuals lack the four shortcuts' convolutions, their normalisations, and every addition", () => {
    const network = buildXception(variantOptions("xception-no-residual"));
    const shortcuts = 64 * 128 + 128 * 256 + 256 * 728 + 728 * 1024 + 2 * (128 + 256 + 728 + 1024);
    expect(countParameters(network).trainable).toBe(22_855_952 - shortcuts);
    expect(kinds(network)).not.toContain("add");
    expect(shapeOf(network, "block13_pool")).toEqual([10, 10, 1024]);
  });

  it.each(["relu", "elu"] as const)("with %s inside the separable convolutions have the paper's parameters", (activation) => {
    const network = buildXception(variantOptions(`xception-${activation}`));
    const convolutions = network.nodes.filter(({ kind }) => kind === "separableConv");
    expect(countParameters(network).trainable).toBe(22_855_952);
    expect(convolutions.map(({ options }) => options["intermediateActivation"])).toEqual(Array(34).fill(activation));
  });

  it("with two fully-connected layers have 4096 units in each and a sigmoid for each class", () => {
    const network = buildXception(variantOptions("xception-jft-fc"));
    const head = 2049 * 4096 + 4097 * 4096 + 4097 * 17_000;
    expect(countParameters(network).total).toBe(20_861_480 + head);
    expect(network.nodes.slice(-3).map(({ name, options }) => [name, options["activation"]])).toEqual([
      ["fc1", "relu"],
      ["fc2", "relu"],
      ["predictions", "sigmoid"],
    ]);
  });

  it("with one segment have a 1x1 and a full convolution in place of each separable one", () => {
    const pairs = [
      [64, 128],
      [128, 128],
      [128, 256],
      [256, 256],
      [256, 728],
      ...Array<[number, number]>(26).fill([728, 728]),
      [728, 1024],
      [1024, 1536],
      [1536, 2048],
    ] as [number, number][];
    const separable = pairs.map(([input, output]) => input * 9 + input * output).reduce((a, b) => a + b);
    const segmented = pairs.map(([input, output]) => input * output + 9 * output * output).reduce((a, b) => a + b);
    expect(trainable(variantOptions("xception-one-segment"))).toBe(22_855_952 - separable + segmented);
  });

  it("with four segments have a quarter of the spatial filters' parameters", () => {
    const [one, four] = [1, 4].map((segments) => trainable({ segments })) as [number, number];
    const filters = [128, 128, 256, 256, 728, ...Array<number>(26).fill(728), 1024, 1536, 2048];
    const spatial = filters.map((count) => 9 * count * count).reduce((a, b) => a + b);
    expect(one - four).toBe((spatial * 3) / 4);
  });

  it("with one segment a channel have figure 4's order, the 1x1 first", () => {
    const network = buildXception({ segments: "channels" });
    const [first] = network.nodes.filter(({ kind }) => kind === "segmentedConv");
    expect(first?.options).toMatchObject({ filters: 128, segments: 128 });
    expect(cost(network).total).toBeGreaterThan(0);
  });
});

describe("the options of buildXception", () => {
  it("narrow every layer, to multiples of 8", () => {
    const network = buildXception({ width: 0.3 });
    expect(shapeOf(network, "block1_conv1_act")?.at(-1)).toBe(8); // 9.6
    expect(shapeOf(network, "block4_add")?.at(-1)).toBe(216); // 218.4
    expect(shapeOf(network, "avg_pool")).toEqual([616]); // 614.4
  });

  it("set the number of middle modules, and number the exit after them", () => {
    expect(shapeOf(buildXception({ middleModules: 0 }), "block6_sepconv2_act")).toEqual([10, 10, 2048]);
    expect(trainable({ middleModules: 16 })).toBe(22_855_952 + 24 * (728 * 9 + 728 * 728 + 2 * 728));
  });

  it("put dropout before the classifier", () => {
    const network = buildXception({ dropout: 0.5, head: [64] });
    expect(network.nodes.slice(-3).map(({ name }) => name)).toEqual(["fc1", "dropout", "predictions"]);
    expect(network.nodes.at(-2)?.options).toEqual({ rate: 0.5 });
  });

  it.each([
    ["none", "block14_sepconv2_act", [10, 10, 2048]],
    ["avg", "avg_pool", [2048]],
    ["max", "max_pool", [2048]],
  ] as const)("end a network without top by pooling %s in %s", (pooling, name, shape) => {
    const network = buildXception({ top: false, pooling });
    expect(network.outputs).toEqual([name]);
    expect(shapeOf(network, name)).toEqual(shape);
  });

  it("give logits where the classifier has no activation", () => {
    expect(buildXception({ classifierActivation: "none" }).nodes.at(-1)?.options["activation"]).toBe("linear");
  });

  it("give the same network after a way through JSON", () => {
    const options = { ...defaultOptions, ...variants["xception-mnist"] };
    expect(buildXception(JSON.parse(JSON.stringify(options)) as XceptionOptions)).toEqual(buildXception(options));
  });

  it.each(Object.keys(variants))("make the variant %s", (name) => {
    expect(buildXception(variantOptions(name)).name).toBe(name);
  });
});

describe("small images", () => {
  it.each([
    [5, 5, 3],
    [28, 7, 4],
    [32, 8, 4],
    [33, 5, 3],
    [64, 8, 4],
    [70, 9, 5],
    [71, 5, 3],
  ])("of %i pixels keep %i in the middle flow and %i at the end", (inputSize, middle, end) => {
    const network = buildXception({ inputSize });
    expect(shapeOf(network, "block5_add")).toEqual([middle, middle, 728]);
    expect(shapeOf(network, "block14_sepconv2_act")).toEqual([end, end, 2048]);
  });

  it("below 71 pixels have a stem that keeps every pixel", () => {
    expect(shapeOf(buildXception({ inputSize: 70 }), "block1_conv2_act")).toEqual([70, 70, 64]);
  });

  it("are judged by their shorter side", () => {
    expect(shapeOf(buildXception({ inputSize: [28, 100] }), "block5_add")).toEqual([7, 25, 728]);
  });

  it("may be halved elsewhere", () => {
    const network = buildXception({ inputSize: 28, strides: { stem: 2, entry: [1, 1, 2], exit: 1 } });
    expect(["block1_conv1", "block3_add", "block4_add", "block13_add"].map((name) => shapeOf(network, name)?.[0])).toEqual([14, 14, 7, 7]);
  });

  it("of 4 pixels are refused with the smallest that works", () => {
    expect(() => buildXception({ inputSize: [4, 299] })).toThrow(
      new SizeError(
        "[buildXception] an image of 4x299 pixels is too small: nothing is left of it in the middle flow. The smallest that works is 5x5; enlarge the images or set inputSize to what they are enlarged to.",
      ),
    );
  });

  it("are refused by an open network when they come", () => {
    expect(() => shapes(buildXception({ inputSize: null }), { inputShape: [4, 4, 3] })).toThrow(NetworkError);
  });
});

describe("what is refused", () => {
  it.each<[Record<string, unknown>, string]>([
    [
      { depth: 2 },
      '[buildXception] there is no option "depth". The options are name, inputSize, channels, classes, width, middleModules, residual, intermediateActivation, segments, head, dropout, top, classifierActivation, pooling, strides, batchNormEpsilon, poolPadding.',
    ],
    [{ classes: 0 }, "[buildXception] classes is 0, but must be a whole number from 1. Correct it or leave it out."],
    [{ name: "" }, '[buildXception] name is "", but must be a name that is not empty. Correct it or leave it out.'],
    [
      { inputSize: [299] },
      "[buildXception] inputSize is [299], but must be a number of pixels, [height, width], or null for any size. Correct it or leave it out.",
    ],
    [{ width: -1 }, "[buildXception] width is -1, but must be a number above 0. Correct it or leave it out."],
    [{ middleModules: 1.5 }, "[buildXception] middleModules is 1.5, but must be a whole number from 0. Correct it or leave it out."],
    [{ residual: "no" }, '[buildXception] residual is "no", but must be true or false. Correct it or leave it out.'],
    [
      { intermediateActivation: "tanh" },
      '[buildXception] intermediateActivation is "tanh", but must be one of none, relu, elu. Correct it or leave it out.',
    ],
    [
      { segments: 0.5 },
      '[buildXception] segments is 0.5, but must be a whole number from 1, "channels" for one a channel, or null for separable convolutions. Correct it or leave it out.',
    ],
    [
      { segments: 3 },
      '[buildXception] segments is 3, which does not divide the 128 filters of a layer. Choose one of 1, 2, 4, 8, or "channels" for one segment a channel.',
    ],
    [
      { head: [0] },
      "[buildXception] head is [0], but must be a list of whole numbers from 1, such as [4096, 4096]. Correct it or leave it out.",
    ],
    [{ dropout: 1 }, "[buildXception] dropout is 1, but must be a number from 0 to below 1. Correct it or leave it out."],
    [
      { strides: { stem: 3, entry: [1, 1, 1], exit: 1 } },
      '[buildXception] strides is {"stem":3,"entry":[1,1,1],"exit":1}, but must be "auto" or { stem, entry: [_, _, _], exit }, each 1 or 2. Correct it or leave it out.',
    ],
    [
      { segments: 4, intermediateActivation: "relu" },
      '[buildXception] intermediateActivation "relu" stands between the steps of a separable convolution, and segments 4 replaces those. Set one of the two.',
    ],
    [
      { top: false, dropout: 0.5 },
      "[buildXception] head and dropout belong to the top, and top is false. Leave them out or set top to true.",
    ],
    [{ pooling: "avg" }, '[buildXception] pooling "avg" is the end of a network without top, and top is true. Set top to false.'],
  ])("%j, in one sentence", (options, sentence) => {
    expect(() => buildXception(options as XceptionOptions)).toThrow(new OptionError(sentence));
  });

  it("a variant that there is not, with the list of all", () => {
    expect(() => variantOptions("xception-huge")).toThrow(
      new OptionError(`[variantOptions] there is no variant "xception-huge". The variants are ${Object.keys(variants).join(", ")}.`),
    );
  });
});
