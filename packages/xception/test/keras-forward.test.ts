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
    const executables = new Map<string, Executable>();

    beforeAll(async () => {
      const network = buildXception({ inputSize: null, classifierActivation: "none" });
      const [parameters, keep] = [patternParameters(network), Object.keys(at71.taps)];
      executables.set("interpret", await compile(network, parameters, { keep }));
      for (const threads of [1, 2]) {
        executables.set(`wasm on ${threads}`, await compile(network, parameters, { keep, executor: "wasm", threads }));
      }
    });
    afterAll(() => {
      for (const executable of executables.values()) executable.dispose();
    });

    const executors = ["interpret", "wasm on 1", "wasm on 2"];
    const cases = [at71, at80].flatMap((answers) => executors.map((executor) => ({ ...answers, executor })));

    // At 71 pixels all maps that are pooled are odd, at 80 the last is even, where "same" pads the end only.
    it.each(cases)(
      "are given at $size pixels, in between as at the end, by $executor",
      async ({ size, deviation, logits, taps, executor }) => {
        const samples = new Map<string, Sample>(Object.entries(taps));
        const executable = executables.get(executor) as Executable;
        const result = await executable.run(patternImage(size), { taps: samples.keys() });
        expect(largestDifference(result.outputs[0]?.data ?? [], logits) / deviation).toBeLessThan(1e-4);
        for (const [name, sample] of samples) {
          const { shape, data } = result.taps.get(name) ?? { shape: [], data: new Float32Array() };
          const values = sample.values.map((_, index) => data[index * sample.step] ?? NaN);
          expect(shape, name).toEqual(sample.shape);
          expect(largestDifference(values, sample.values) / sample.deviation, name).toBeLessThan(1e-4);
        }
      },
    );
  },
  ["wasm"],
);
