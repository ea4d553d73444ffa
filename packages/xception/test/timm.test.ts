// timm's legacy_xception: its names, its layouts, and its answers with patterned weights; see golden/README.md.
import { parameterSpecs, type ParameterArray } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { buildXception, timmNames, variantOptions, Xception, type XceptionOptions } from "@xception/xception";
import { applyNameMap, compareNames, invertNameMap, writeSafetensors, type NamedArray } from "@xception/weights";
import { describe, expect, it } from "vitest";

import answers from "./golden/timm-forward-80.json" with { type: "json" };
import namesAndShapes from "./golden/timm-names.json" with { type: "json" };
import { compared, largestDifference, pattern, patternImage, roleOf } from "./pattern.ts";

const shapes = new Map(namesAndShapes as unknown as readonly (readonly [string, readonly number[]])[]);

/** timm's arrays with the values that golden/generate_timm.py gives them; PyTorch keeps the outputs first. */
function patternTimm(): Map<string, NamedArray & ParameterArray> {
  const fanIn = (shape: readonly number[]): number => shape.slice(1).reduce((count, size) => count * size, 1);
  const fill = (name: string, shape: readonly number[]): NamedArray & ParameterArray => {
    const [ours = ""] = applyNameMap(new Map([[name, empty]]), { ...timmNames, rules: withoutLayouts }).keys();
    return { dtype: "float32", ...pattern(name, shape, ...roleOf(ours.split("/")[1] ?? "", fanIn(shape))) };
  };
  return new Map([...shapes].map(([name, shape]) => [name, fill(name, shape)]));
}
const empty: NamedArray = { dtype: "float32", shape: [], data: new Float32Array(1) };
const withoutLayouts = timmNames.rules.map(({ from, to }) => ({ from, to }));

describe("timmNames", () => {
  const arrays = patternTimm();

  it("gives every parameter of the network in its shape from timm's arrays", () => {
    const wanted = parameterSpecs(buildXception(variantOptions("xception-timm")));
    expect(compareNames(applyNameMap(arrays, timmNames), wanted)).toEqual({ missing: [], unexpected: [], mismatched: [] });
  });

  it("goes back to the same arrays, but for timm's counters", () => {
    const counted = new Map([...arrays].filter(([name]) => !name.endsWith("num_batches_tracked")));
    const back = applyNameMap(applyNameMap(arrays, timmNames), invertNameMap(timmNames));
    expect(compared(back as typeof arrays, arrays)).toEqual(compared(counted, counted));
  });
});

// Half a G multiply-adds take the other two backends a minute here; digits.test.ts runs a small network on all of them.
describeBackends(
  "a safetensors file of timm's weights",
  () => {
    const distance = async (architecture: XceptionOptions, executor = "interpret"): Promise<number> => {
      const xception = await Xception.load(writeSafetensors(patternTimm()), {
        executor,
        architecture: { inputSize: answers.size, classifierActivation: "none", ...architecture },
      });
      const { data } = await xception.predict(patternImage(answers.size));
      xception.dispose();
      return largestDifference(data, answers.logits) / answers.deviation;
    };

    it.each(["interpret", "wasm"])("gives timm's answers by the executor %s", async (executor) => {
      expect(await distance({}, executor)).toBeLessThan(1e-4);
    });

    it("gives other answers with TensorFlow's border of the max-pools", async () => {
      expect(await distance({ poolPadding: "same" })).toBeGreaterThan(0.05);
    });

    it("gives other answers with Keras' epsilon of batch normalisation", async () => {
      expect(await distance({ batchNormEpsilon: 0.001 })).toBeGreaterThan(0.001);
    });
  },
  ["wasm"],
);
