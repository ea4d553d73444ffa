import type { NamedArray } from "@xception/weights";
import { describe, expect, it } from "vitest";

import type { KerasLayer } from "../graph/keras-model.ts";
import { LayerConfig } from "../graph/layer-config.ts";
import { shareOut, type Share } from "./share-out.ts";

const layer = (name: string, trainable = true): KerasLayer => ({
  name,
  className: "",
  config: new LayerConfig("", name, {}),
  trainable,
  calls: [],
});
const norm = (name: string, trainable = true): Share => ({
  layer: layer(name, trainable),
  names: ["gamma", "beta", "moving_mean", "moving_variance"],
});
const conv = (name: string, trainable = true): Share => ({ layer: layer(name, trainable), names: ["kernel"] });

/** Arrays that are told apart by their one value: their place in the list. */
const listOf = (...names: readonly string[]): { name: string; array: NamedArray }[] =>
  names.map((name, index) => ({ name, array: { dtype: "float32", shape: [1], data: new Float32Array([index]) } }));

const placesOf = (result: ReturnType<typeof shareOut>): Record<string, number[]> =>
  Object.fromEntries([...result.byLayer].map(([{ name }, arrays]) => [name, arrays.map(({ data }) => Number(data[0]))]));

describe("shareOut", () => {
  it("goes by the layer's name where names tell it, in any order", () => {
    const arrays = listOf("outer/b/kernel:0", "a/gamma:0", "a/beta:0", "a/moving_mean:0", "a/moving_variance:0");
    expect(placesOf(shareOut(arrays, [norm("a"), conv("b")]))).toEqual({ a: [1, 2, 3, 4], b: [0] });
  });

  // Keras 2.0 to 2.2 make names unique across a session, so that they tell nothing.
  it("goes by Keras' order where names do not: what a gradient moves, then the rest", () => {
    const arrays = listOf(
      "a_1/gamma",
      "a_1/beta",
      "b_3/kernel",
      "c_2/gamma",
      "c_2/beta",
      "a_1/mean",
      "a_1/variance",
      "c_2/mean",
      "c_2/variance",
    );
    expect(placesOf(shareOut(arrays, [norm("a"), conv("b"), norm("c")]))).toEqual({ a: [0, 1, 5, 6], b: [2], c: [3, 4, 7, 8] });
  });

  it("counts all of a frozen layer among the rest", () => {
    const arrays = listOf("w", "x", "y", "z", "u", "v");
    expect(placesOf(shareOut(arrays, [norm("a", false), conv("b"), conv("c", false)]))).toEqual({ a: [1, 2, 3, 4], b: [0], c: [5] });
  });

  it("goes by order where two layers share a name", () => {
    expect(placesOf(shareOut(listOf("m/a/kernel", "n/a/kernel", "b/kernel"), [conv("a"), conv("b"), conv("c")]))).toEqual({
      a: [0],
      b: [1],
      c: [2],
    });
  });

  it("keeps what belongs to no layer", () => {
    const { unclaimed } = shareOut(listOf("x/kernel", "y/kernel"), [conv("a")]);
    expect([...unclaimed.keys()]).toEqual(["y/kernel"]);
  });
});
