// Keras' files of bare weights: layers with the names of a counter, and layers with none. The published files are of the first sort.
import { buildXception, kerasParameters } from "@xception/xception";
import { parameterSpecs, type Network, type ParameterArray } from "@xception/network";
import { WeightsError, type KerasFile, type KerasLayer } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { compared, patternParameters } from "./pattern.ts";

const network = buildXception({ width: 1 / 16 });
const parameters = patternParameters(network);

/** The layers of a network as a Keras file holds them, under the names that `rename` gives. */
function layersOf(from: Network, rename: (name: string) => string): [string, KerasLayer][] {
  return from.nodes.map(({ name }) => {
    const arrays = [...parameterSpecs(from)]
      .filter(([, { node }]) => node === name)
      .map(([key, { parameter }]) => ({
        name: `${parameter}:0`,
        array: { dtype: "float32", ...(parameters.get(key) as ParameterArray) } as const,
      }));
    return [rename(name), { name: rename(name), arrays }];
  });
}

const file = (layers: readonly [string, KerasLayer][], layout: KerasFile["layout"] = "named"): KerasFile => ({
  layout,
  layers: new Map(layers),
  config: undefined,
  kerasVersion: "2.1.5",
});

const shortcuts = ["block2", "block3", "block4", "block13"];
/** As the counter of a program that had made other layers before. */
const counted = (name: string): string => {
  const index = shortcuts.findIndex((block) => name.startsWith(`${block}_shortcut`));
  if (index < 0) return name;
  return name.endsWith("_bn") ? `batch_normalization_${index + 9}` : `conv2d_${index + 5}`;
};

describe("kerasParameters", () => {
  it("finds the shortcuts, which Keras leaves unnamed, by shape and order", () => {
    expect(compared(kerasParameters(network, file(layersOf(network, counted))), parameters)).toEqual(compared(parameters, parameters));
  });

  it("finds layers of a file without names by class and order", () => {
    const classes: Readonly<Record<string, string>> = {
      conv: "conv2d",
      separableConv: "separable_conv2d",
      batchNorm: "batch_normalization",
      dense: "dense",
    };
    const counts = new Map<string, number>();
    const layers = layersOf(network, (name) => name).map(([name, { arrays }]): [string, KerasLayer] => {
      const path = classes[network.nodes.find((node) => node.name === name)?.kind ?? ""] ?? "other";
      const count = counts.get(path) ?? 0;
      counts.set(path, count + 1);
      return [`layers/${path}${count === 0 ? "" : `_${count}`}`, { name: undefined, arrays }];
    });
    // HDF5 lists by the alphabet, where conv2d_10 comes before conv2d_2.
    layers.sort(([a], [b]) => (a < b ? -1 : 1));
    expect(compared(kerasParameters(network, file(layers, "positional")), parameters)).toEqual(compared(parameters, parameters));
  });

  it("finds a file without top in a network without top", () => {
    const withoutTop = buildXception({ width: 1 / 16, top: false });
    expect(kerasParameters(withoutTop, file(layersOf(withoutTop, counted))).size).toBe(234);
  });

  it("says all that is missing, left over and of another shape", () => {
    const layers = layersOf(network, counted).filter(([name]) => name !== "block5_sepconv1_bn");
    const other = buildXception({ width: 1 / 16, classes: 6 });
    const found = (): unknown =>
      kerasParameters(other, file([...layers, ["extra", { name: "extra", arrays: layers[1]?.[1].arrays ?? [] }]]));
    expect(found).toThrow(WeightsError);
    expect(found).toThrow(
      "[Xception.load] The arrays are not those of the network: 4 missing (block5_sepconv1_bn/gamma, block5_sepconv1_bn/beta, block5_sepconv1_bn/moving_mean, block5_sepconv1_bn/moving_variance); 1 unexpected (extra/kernel:0); 2 of another shape (predictions/kernel [128, 1000] instead of [128, 6], predictions/bias [1000] instead of [6]). Check that the file belongs to this network.",
    );
  });
});
