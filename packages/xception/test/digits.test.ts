// The variant xception-mnist against the same network written out in Keras, on every backend; see golden/README.md.
import { cost, countParameters, shapes } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { buildXception, variantOptions, Xception } from "@xception/xception";
import { describe, expect, it } from "vitest";

import keras from "./golden/keras-digits.json" with { type: "json" };
import { largestDifference, patternImage, patternParameters } from "./pattern.ts";

const network = buildXception(variantOptions("xception-mnist"));

describe("the variant xception-mnist", () => {
  it("has as many parameters as Keras counts, and takes 1.5 M multiply-adds an image", () => {
    expect(countParameters(network).total).toBe(keras.parameters);
    expect(cost(network).total).toBe(1_511_848);
  });

  it("keeps 7 pixels in the middle flow and 4 at the end", () => {
    expect(shapes(network).get("block5_add")).toEqual([7, 7, 48]);
    expect(shapes(network).get("block7_sepconv2_act")).toEqual([4, 4, 128]);
  });
});

describeBackends("the variant xception-mnist", () => {
  // Software WebGPU compiles some thirty shaders first: seconds alone, a minute on a busy machine.
  it.each(["interpret", "wasm"])("gives Keras' probabilities and features by the executor %s", { timeout: 240_000 }, async (executor) => {
    const xception = await Xception.from({ network, parameters: patternParameters(network) }, { executor });
    const images = patternImage(28, 3, 1);
    const probabilities = await xception.predict(images);
    const features = await xception.features(images);
    xception.dispose();
    expect(probabilities.shape).toEqual([3, 10]);
    expect(features.shape).toEqual([3, 128]);
    expect(largestDifference(probabilities.data, keras.probabilities.flat())).toBeLessThan(1e-6);
    expect(largestDifference(features.data, keras.features.flat())).toBeLessThan(1e-6);
  });
});
