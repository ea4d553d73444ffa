// A file of weights without a model, as Keras publishes Xception's, from the file to the answers; see golden/README.md.
import { readFile } from "node:fs/promises";

import { describeBackends } from "@xception/testing";
import { WeightsError } from "@xception/weights";
import { Xception, type XceptionOptions } from "@xception/xception";
import { expect, it } from "vitest";

import keras from "./golden/keras-bare.json" with { type: "json" };
import { largestDifference, patternImage } from "./pattern.ts";

async function weights(): Promise<Blob> {
  const packed = new Blob([await readFile(new URL("golden/keras-bare.h5.gz", import.meta.url))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}
const architecture: XceptionOptions = {
  inputSize: 28,
  width: 1 / 1024,
  middleModules: 0,
  strides: { stem: 1, entry: [2, 2, 1], exit: 2 },
};

describeBackends(
  "Xception.load",
  () => {
    it("opens bare weights into the network that they are said to belong to, with the classes and channels of the file", async () => {
      const xception = await Xception.load(await weights(), { architecture });
      const probabilities = await xception.predict(patternImage(28, 3, 1));
      const features = await xception.features(patternImage(28, 3, 1));
      xception.dispose();
      expect(xception.labels).toHaveLength(3);
      expect(xception.summary().parameters.total).toBe(keras.parameters);
      expect(largestDifference(probabilities.data, keras.probabilities.flat())).toBeLessThan(1e-6);
      expect(largestDifference(features.data, keras.features.flat())).toBeLessThan(1e-6);
    });

    it("reads their images as ImageNet is evaluated: the middle 299 of 333 pixels, bicubic", async () => {
      const xception = await Xception.load(await weights(), { architecture });
      xception.dispose();
      expect(xception.preprocessing).toEqual({
        size: [28, 28],
        channels: 1,
        resize: "bicubic",
        fit: "crop",
        cropFraction: 0.897,
        scale: 1 / 127.5,
        offset: -1,
      });
    });

    it("takes them for the paper's network unless told otherwise, and says what does not fit", async () => {
      await expect(weights().then((file) => Xception.load(file))).rejects.toThrow(WeightsError);
      await expect(weights().then((file) => Xception.load(file))).rejects.toThrow(
        /^\[Xception\.load\] The arrays are not those of the network: 1\d\d missing/,
      );
    });
  },
  ["wasm"],
);
