// A network of every node that mixes the channels of one pixel, on images of any size.
import { initialise, type Network, type ParameterArray } from "@xception/network";

import { node, sketch } from "../sketch.ts";

export const mixingNetwork: Network = sketch(
  node("image", "input", [], { shape: [null, null, 3] }),
  node("stem", "conv", ["image"], { filters: 10, kernel: [3, 3], activation: "relu" }),
  node("shortcut", "conv", ["stem"], { filters: 13, kernel: [1, 1], stride: [2, 2], bias: false }),
  node("shortcut_bn", "batchNorm", ["shortcut"]),
  node("unit", "separableConv", ["stem"], { filters: 13, kernel: [3, 3], stride: [2, 2] }),
  node("sum", "add", ["unit", "shortcut_bn"]),
  node("doubled", "separableConv", ["sum"], { filters: 9, kernel: [3, 3], multiplier: 2, intermediateActivation: "elu" }),
  node("segments", "segmentedConv", ["doubled"], { filters: 12, kernel: [3, 3], segments: 3 }),
  node("mean", "globalAveragePool", ["segments"]),
  node("hidden", "dense", ["mean"], { units: 17, activation: "tanh" }),
  node("classes", "dense", ["hidden"], { units: 5 }),
);

/** Values near those of a trained network, statistics that are not those of nothing. */
export const mixingParameters: ReadonlyMap<string, ParameterArray> = new Map(
  [...initialise(mixingNetwork, { seed: 4 })].map(([name, { shape, data }]) => {
    const shift = name.endsWith("gamma") ? -2.3 : name.endsWith("kernel") ? 0 : 0.4;
    return [name, { shape, data: data.map((value, place) => value + shift * (1 + (place % 4))) }];
  }),
);
