// Layer for layer against keras.applications.Xception; see golden/README.md.
import { countParameters, shapes, summarise } from "@xception/network";
import { buildXception } from "@xception/xception";
import { describe, expect, it } from "vitest";

import kerasLayers from "./golden/keras-layers.json" with { type: "json" };

type Layer = readonly [name: string, keras: string, shape: readonly number[], parameters: number];

const kinds: Readonly<Record<string, string>> = {
  InputLayer: "input",
  Conv2D: "conv",
  SeparableConv2D: "separableConv",
  BatchNormalization: "batchNorm",
  Activation: "activation",
  MaxPooling2D: "maxPool",
  Add: "add",
  GlobalAveragePooling2D: "globalAveragePool",
  Dense: "dense",
};
// Keras numbers what its code does not name, in the order in which it is made.
const named: Readonly<Record<string, string>> = {
  input_layer: "input",
  ...Object.fromEntries([2, 3, 4, 13].map((block, index) => [numbered("conv2d", index), `block${block}_shortcut`])),
  ...Object.fromEntries([2, 3, 4, 13].map((block, index) => [numbered("batch_normalization", index), `block${block}_shortcut_bn`])),
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [numbered("add", index), `block${index + 2}_add`])),
};

function numbered(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}_${index}`;
}

describe("Keras' Xception", () => {
  const network = buildXception();
  const ours = new Map(summarise(network).rows.map((row) => [row.name, row]));

  it("has the same 134 layers by name", () => {
    const names = (kerasLayers as unknown as readonly Layer[]).map(([name]) => named[name] ?? name);
    expect([...ours.keys()].sort()).toEqual([...names].sort());
  });

  it.each(kerasLayers as unknown as readonly Layer[])(
    "has %s, a %s, of the same shape and parameters",
    (name, keras, shape, parameters) => {
      expect(ours.get(named[name] ?? name)).toMatchObject({ kind: kinds[keras], outputShape: shape, parameters });
    },
  );

  it("lists them in an order in which each comes after its inputs, and gives one output", () => {
    expect(network.outputs).toEqual(["predictions"]);
    expect(shapes(network).get("predictions")).toEqual([1000]);
    expect(countParameters(network).total).toBe(kerasLayers.reduce((sum, layer) => sum + Number(layer[3]), 0));
  });
});
