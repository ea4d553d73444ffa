// The network that golden/make_goldens.py trains: a stem, a separable convolution with pooling, a shortcut, a head.
import { initialise, parameterSpecs, type Network, type NetworkNode, type NetworkParameters, type NodeOptions } from "@xception/network";
import type { SessionOptions } from "@xception/training";

import { pattern } from "./pattern.ts";

const node = (name: string, kind: string, inputs: readonly string[], options: NodeOptions = {}): NetworkNode => ({
  name,
  kind,
  inputs,
  options,
});

export const tiny: Network = {
  name: "tiny",
  nodes: [
    node("images", "input", [], { shape: [8, 8, 2] }),
    node("conv", "conv", ["images"], { filters: 4, kernel: [3, 3], stride: [2, 2], bias: false }),
    node("conv_bn", "batchNorm", ["conv"]),
    node("conv_act", "activation", ["conv_bn"], { function: "relu" }),
    node("separable", "separableConv", ["conv_act"], { filters: 6, kernel: [3, 3], bias: false }),
    node("separable_bn", "batchNorm", ["separable"]),
    node("pool", "maxPool", ["separable_bn"], { size: [3, 3], stride: [2, 2], padding: "same" }),
    node("shortcut", "conv", ["conv_act"], { filters: 6, kernel: [1, 1], stride: [2, 2], bias: false }),
    node("shortcut_bn", "batchNorm", ["shortcut"]),
    node("sum", "add", ["pool", "shortcut_bn"]),
    node("act", "activation", ["sum"], { function: "relu" }),
    node("mean", "globalAveragePool", ["act"]),
    node("predictions", "dense", ["mean"], { units: 3, activation: "softmax" }),
  ],
  outputs: ["predictions"],
};

/** The first parameters of the golden run. */
export function goldenParameters(order: readonly string[]): NetworkParameters {
  const specs = parameterSpecs(tiny);
  return new Map(
    order.map((name, index) => {
      const { shape = [] } = specs.get(name) ?? {};
      if (name.endsWith("moving_mean")) return [name, pattern(shape, 0, 0)];
      if (name.endsWith("moving_variance")) return [name, pattern(shape, 0, 0, 1)];
      return [name, pattern(shape, 311 + 2 * index, 0.5, name.endsWith("gamma") ? 1 : 0)];
    }),
  );
}

/** As `tiny`, with dropout before the last layer. */
export const tinyWithDropout: Network = {
  ...tiny,
  nodes: tiny.nodes.flatMap((last) =>
    last.name === "predictions"
      ? [
          { name: "dropout", kind: "dropout", inputs: ["mean"], options: { rate: 0.25 } },
          { ...last, inputs: ["dropout"] },
        ]
      : [last],
  ),
};

export const firstParameters = (network: Network): NetworkParameters => initialise(network, { seed: 7 });

/** How the tests train it, unless they say otherwise. */
export const tinyOptions: SessionOptions = {
  network: tiny,
  parameters: firstParameters(tiny),
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", momentum: 0.9 },
  schedule: { kind: "constant", rate: 0.05 },
};
