// Two models that others trained and published, against what Keras answers: scripts/real-models brings them.
import { readFileSync } from "node:fs";

import { openModel, type Model } from "@xception/exchange";
import { compile, countParameters } from "@xception/network";
import { describeBackends, realModel, realModelPath } from "@xception/testing";
import { openBlob } from "@xception/weights/node";
import { beforeEach, describe, expect, it, type TestContext } from "vitest";

import { largestDifference, pattern } from "./golden-models.ts";

interface Tap {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly first8: readonly number[];
  readonly last8: readonly number[];
}

interface Oracle {
  readonly outputs: readonly (readonly number[])[];
  readonly taps: Readonly<Record<string, Tap>>;
}

const oracles = JSON.parse(readFileSync(new URL("golden/real-models.json", import.meta.url), "utf8")) as Record<
  "kitchenware" | "fer",
  Oracle
>;

/** Skips a test whose model is not there; in CI it must be. */
const need =
  (file: string) =>
  ({ skip }: TestContext): void => {
    realModel(file, skip);
  };

const open = async (file: string): Promise<Model> => openModel(await openBlob(realModelPath(file)));

describeBackends("fer/emotion_model.hdf5, a mini-Xception of Keras 2", () => {
  beforeEach(need("fer/emotion_model.hdf5"));

  it("answers as Keras does", async () => {
    const { network, parameters } = await open("fer/emotion_model.hdf5");
    expect(countParameters(network).total).toBe(58_423);
    for (const options of [{ fuse: false }, { fuse: true }, { executor: "wasm", fuse: false }, { executor: "wasm", threads: 2 }]) {
      const executable = await compile(network, parameters, options);
      const { outputs } = await executable.run(pattern([2, 64, 64, 1]));
      executable.dispose();
      expect(outputs[0]?.shape).toEqual([2, 7]);
      expect(largestDifference(outputs[0]?.data ?? [], oracles.fer.outputs.flat())).toBeLessThan(1e-5);
    }
  });
});

describeBackends(
  "kitchenware/model.keras, an Xception of Keras 3",
  () => {
    beforeEach(need("kitchenware/model.keras"));

    it.each(["interpret", "wasm"])("answers as Keras does, in between as well, by %s", { timeout: 300_000 }, async (executor) => {
      const { network, parameters } = await open("kitchenware/model.keras");
      const { outputs: expected, taps: expectedTaps } = oracles.kitchenware;
      const executable = await compile(network, parameters, { fuse: false, executor });
      const { outputs, taps } = await executable.run(pattern([2, 150, 150, 3]), { taps: Object.keys(expectedTaps) });
      executable.dispose();
      expect(largestDifference(outputs[0]?.data ?? [], expected.flat())).toBeLessThan(1e-4);
      for (const [name, tap] of Object.entries(expectedTaps)) {
        const { shape, data } = taps.get(name) ?? { shape: [], data: new Float32Array() };
        const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
        expect([name, shape]).toEqual([name, tap.shape]);
        expect(largestDifference(data.subarray(0, 8), tap.first8) / tap.std, name).toBeLessThan(1e-4);
        expect(largestDifference(data.subarray(-8), tap.last8) / tap.std, name).toBeLessThan(1e-4);
        expect(Math.abs(mean - tap.mean) / tap.std, name).toBeLessThan(1e-4);
      }
    });
  },
  ["wasm", "webgpu"],
);

describe("kitchenware/model.keras", () => {
  beforeEach(need("kitchenware/model.keras"));

  it("keeps Keras' names and the nested Xception's parameters", async () => {
    const { network, parameters } = await open("kitchenware/model.keras");
    expect(network.nodes.slice(0, 3).map(({ name }) => name)).toEqual(["input_layer_1", "block1_conv1", "block1_conv1_bn"]);
    expect(network.nodes.slice(-4).map(({ name }) => name)).toEqual(["global_average_pooling2d", "dense", "dropout", "dense_1"]);
    expect(network.outputs).toEqual(["dense_1"]);
    // 234 of Xception without its top, and two dense layers with a bias each.
    expect(parameters.size).toBe(238);
    expect(countParameters(network).total).toBe(20_861_480 + 2048 * 100 + 100 + 100 * 6 + 6);
  });
});
