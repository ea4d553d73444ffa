// Answers of keras.applications.Xception with patterned weights; see golden/README.md.
import { compile, type Executable } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { buildXception } from "@xception/xception";
import { afterAll, beforeAll, expect, it } from "vitest";

import at71 from "./golden/keras-forward-71.json" with { type: "json" };
import at80 from "./golden/keras-forward-80.json" with { type: "json" };
import { largestDifference, patternImage, patternParameters } from "./pattern.ts";

interface Sample {
  readonly shape: readonly number[];
  readonly deviation: number;
  readonly step: number;
  readonly values: readonly number[];
}

// Half a G multiply-adds take the other two backends a minute here; digits.test.ts runs a small network on all of them.
describeBackends(
  "Keras' answers",
  () => {
    let executable: Executable;

    beforeAll(async () => {
      const network = buildXception({ inputSize: null, classifierActivation: "none" });
      executable = await compile(network, patternParameters(network), { keep: Object.keys(at71.taps) });
    });
    afterAll(() => {
      executable.dispose();
    });

    // At 71 pixels all maps that are pooled are odd, at 80 the last is even, where "same" pads the end only.
    it.each([at71, at80])("are given at $size pixels, in between as at the end", async ({ size, deviation, logits, taps }) => {
      const samples = new Map<string, Sample>(Object.entries(taps));
      const result = await executable.run(patternImage(size), { taps: samples.keys() });
      expect(largestDifference(result.outputs[0]?.data ?? [], logits) / deviation).toBeLessThan(1e-4);
      for (const [name, sample] of samples) {
        const { shape, data } = result.taps.get(name) ?? { shape: [], data: new Float32Array() };
        const values = sample.values.map((_, index) => data[index * sample.step] ?? NaN);
        expect(shape, name).toEqual(sample.shape);
        expect(largestDifference(values, sample.values) / sample.deviation, name).toBeLessThan(1e-4);
      }
    });
  },
  ["wasm"],
);
