import { compile, forward, fuse, initialise, type Network, type NetworkParameters } from "@xception/network";
import { describeBackends, expectClose } from "@xception/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

import { golden, onHost } from "../golden.ts";
import { node, sketch } from "../sketch.ts";

const bare = { bias: false } as const;
const window = { kernel: [3, 3] } as const;

/** Every kind that a batch normalisation folds into, with and without bias, and places where nothing may be fused. */
const network: Network = sketch(
  node("image", "input", [], { shape: [8, 8, 3] }),
  node("conv", "conv", ["image"], { ...window, ...bare, filters: 4 }),
  node("conv_bn", "batchNorm", ["conv"]),
  node("conv_act", "activation", ["conv_bn"], { function: "relu" }),
  node("sep", "separableConv", ["conv_act"], { ...window, filters: 6, multiplier: 2, intermediateActivation: "relu" }),
  node("sep_bn", "batchNorm", ["sep"], { scale: false }),
  node("shared", "conv", ["conv_act"], { ...window, ...bare, filters: 6 }),
  node("shared_bn", "batchNorm", ["shared"]),
  node("sum", "add", ["sep_bn", "shared", "shared_bn"]),
  node("drop", "dropout", ["sum"], { rate: 0.5 }),
  node("depth", "depthwiseConv", ["drop"], { ...window, multiplier: 2 }),
  node("depth_linear", "activation", ["depth"], { function: "linear" }),
  node("depth_bn", "batchNorm", ["depth_linear"], { center: false }),
  node("depth_act", "activation", ["depth_bn"], { function: "leakyRelu", alpha: 0.2 }),
  node("segment", "segmentedConv", ["depth_act"], { ...window, filters: 6, segments: 3 }),
  node("segment_bn", "batchNorm", ["segment"]),
  node("ended", "conv", ["segment_bn"], { kernel: [1, 1], filters: 6, activation: "tanh" }),
  node("ended_bn", "batchNorm", ["ended"]),
  node("mean", "globalAveragePool", ["ended_bn"]),
  node("hidden", "dense", ["mean"], { units: 5 }),
  node("hidden_bn", "batchNorm", ["hidden"], { epsilon: 0.01 }),
  node("classes", "dense", ["hidden_bn"], { units: 3 }),
  node("probabilities", "activation", ["classes"], { function: "softmax" }),
  node("calm", "dropout", ["probabilities"], { rate: 0.1 }),
);

/** Initial values, and batch normalisations as if they had seen data. */
function trained(of: Network): NetworkParameters {
  const parameters = initialise(of, { seed: 3 });
  return new Map(
    [...parameters].map(([name, { shape, data }]) => {
      const start = name.endsWith("gamma") || name.endsWith("variance") ? 0.7 : name.endsWith("kernel") ? undefined : -0.3;
      return [name, { shape, data: start === undefined ? data : data.map((_, index) => start + 0.13 * (index % 5)) }];
    }),
  );
}

const kindsOf = ({ nodes }: Network): string[] => nodes.map(({ name, kind }) => `${name} ${kind}`);

describe("fuse", () => {
  const parameters = trained(network);
  const fused = fuse(network, parameters);

  it("gives what becomes of several nodes the name of the last", () => {
    expect(kindsOf(fused.network)).toEqual([
      "image input",
      "conv_act conv",
      "sep_bn separableConv",
      "shared conv",
      "shared_bn batchNorm",
      "drop add",
      "depth_bn depthwiseConv",
      "depth_act activation",
      "segment_bn segmentedConv",
      "ended conv",
      "ended_bn batchNorm",
      "mean globalAveragePool",
      "hidden_bn dense",
      "calm dense",
    ]);
    expect(fused.network.outputs).toEqual(network.outputs);
  });

  it("puts the activation and the bias into the layer", () => {
    expect(fused.network.nodes[1]).toEqual({
      name: "conv_act",
      kind: "conv",
      inputs: ["image"],
      options: { filters: 4, kernel: [3, 3], stride: [1, 1], padding: "same", dilation: [1, 1], bias: true, activation: "relu" },
    });
    expect([...fused.parameters.keys()].filter((name) => name.startsWith("conv_act/"))).toEqual(["conv_act/kernel", "conv_act/bias"]);
  });

  it("leaves the given network and parameters as they are", () => {
    expect(kindsOf(network)).toHaveLength(24);
    expect(parameters).toEqual(trained(network));
  });

  it("changes nothing when it is run again", () => {
    const again = fuse(fused.network, fused.parameters);
    expect(again).toEqual(fused);
  });

  it("leaves the nodes that are to be kept", () => {
    const kept = fuse(network, parameters, { keep: ["conv", "depth", "sum"] }).network;
    expect(kindsOf(kept).slice(1, 4)).toEqual(["conv conv", "conv_bn batchNorm", "conv_act activation"]);
  });

  it("refuses to keep what is not there", () => {
    expect(() => fuse(network, parameters, { keep: ["nothing"] })).toThrow(
      '[fuse] the kept node "nothing" is not a node of the network "sketch". Name one that is.',
    );
  });

  it("refuses parameters of another network", () => {
    expect(() => fuse(network, new Map())).toThrow("[checkParameters] the parameters do not fit");
  });

  it("rewires those who took a node that does nothing and could not be merged", () => {
    const open = sketch(
      node("image", "input", [], { shape: [2] }),
      node("first", "dropout", ["image"], { rate: 0.5 }),
      node("second", "dropout", ["first"], { rate: 0.5 }),
      node("sum", "add", ["first", "second"]),
    );
    expect(fuse(open, new Map()).network.nodes).toEqual([
      { name: "image", kind: "input", inputs: [], options: { shape: [2] } },
      { name: "sum", kind: "add", inputs: ["image", "image"], options: {} },
    ]);
  });

  it("computes in double precision and rounds once", () => {
    const tiny = sketch(
      node("image", "input", [], { shape: [1] }),
      node("dense", "dense", ["image"], { units: 1 }),
      node("bn", "batchNorm", ["dense"], { epsilon: 0.001 }),
    );
    const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
    const given = new Map([
      ["dense/kernel", { shape: [1, 1], data: Float32Array.of(0.1) }],
      ["dense/bias", one(0.2)],
      ["bn/gamma", one(1.1)],
      ["bn/beta", one(0.3)],
      ["bn/moving_mean", one(0.7)],
      ["bn/moving_variance", one(2.3)],
    ]);
    const [k, b, gamma, beta, mean, variance] = [...given.values()].map(({ data }) => data[0] as number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const scale = gamma / Math.sqrt(variance + 0.001);
    const { parameters: folded } = fuse(tiny, given);
    expect(folded.get("bn/kernel")?.data).toEqual(Float32Array.of(k * scale));
    expect(folded.get("bn/bias")?.data[0]).toBeCloseTo(scale * (b - mean) + beta, 7);
  });
});

describeBackends("fuse", () => {
  const batch = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, index) => Math.sin(index)) };

  it("gives the same outputs and taps to 1e-5", async () => {
    const parameters = trained(network);
    const fused = fuse(network, parameters);
    const upload = (arrays: NetworkParameters): Map<string, tf.Tensor> =>
      new Map([...arrays].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
    const taps = fused.network.nodes.map(({ name }) => name);
    const x = tf.tensor(batch.data, batch.shape);
    const before = forward(network, upload(parameters), x, { taps });
    const after = forward(fused.network, upload(fused.parameters), x, { taps });
    for (const name of taps) await expectClose(after.taps.get(name) as tf.Tensor, before.taps.get(name) as tf.Tensor, { tolerance: 1e-5 });
    await expectClose(after.outputs[0] as tf.Tensor, before.outputs[0] as tf.Tensor, { tolerance: 1e-5 });
  });

  it("gives Keras' probabilities of the mixed network", async () => {
    const { network: mixed, parameters, input, inference } = golden.mixed;
    const executable = await compile(mixed, new Map(Object.entries(parameters).map(([name, values]) => [name, onHost(values)])));
    const { outputs } = await executable.run(onHost(input));
    await expectClose(outputs[0] ?? input, inference["classes"] ?? input);
    executable.dispose();
  });
});
