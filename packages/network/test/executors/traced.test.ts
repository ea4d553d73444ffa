// The executor of one traced function: the numbers of the interpreter, and nothing left behind.
import * as tf from "@tensorflow/tfjs-core";
import { compile, initialise, traced, type ParameterArray } from "@xception/network";
import { requireTensorFlowBackend, trace } from "@xception/tensorflow";
import { describeBackends, expectClose, seededRandom } from "@xception/testing";
import { expect, it } from "vitest";

import { node, sketch } from "../sketch.ts";

const network = sketch(
  node("image", "input", [], { shape: [null, null, 3] }),
  node("conv", "conv", ["image"], { filters: 8, kernel: [3, 3], stride: [2, 2], bias: false }),
  node("bn", "batchNorm", ["conv"]),
  node("relu", "activation", ["bn"], { function: "relu" }),
  node("separable", "separableConv", ["relu"], { filters: 8, kernel: [3, 3] }),
  node("sum", "add", ["separable", "relu"]),
  node("mean", "globalAveragePool", ["sum"]),
);
const parameters = initialise(network, { seed: 1 });
const executor = traced((fn) => trace(fn));

function batch(...shape: number[]): ParameterArray {
  const random = seededRandom(shape[0] ?? 0);
  return { shape, data: Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, random) };
}

describeBackends(
  "the executor of a traced function",
  () => {
    it.each([true, false])("gives what the interpreter gives, for several sizes, inner values too (rewrite: %s)", async (rewrite) => {
      const executor = traced((fn) => trace(fn, { rewrite }));
      const [fast, plain] = [
        await compile(network, parameters, { executor, keep: ["relu"] }),
        await compile(network, parameters, { keep: ["relu"] }),
      ];
      expect(fast.description).toBe("tensorflow on tensorflow");
      for (const images of [batch(1, 9, 9, 3), batch(3, 8, 12, 3), batch(1, 9, 9, 3)]) {
        for (const taps of [[], ["relu"]]) {
          const [actual, expected] = [await fast.run(images, { taps }), await plain.run(images, { taps })];
          await expectClose(actual.outputs[0] as ParameterArray, expected.outputs[0] as ParameterArray);
          expect([...actual.taps.keys()]).toEqual(taps);
          for (const tap of taps) await expectClose(actual.taps.get(tap) as ParameterArray, expected.taps.get(tap) as ParameterArray);
        }
      }
      fast.dispose();
      plain.dispose();
    });

    it("leaves nothing behind: not after a run, and nothing at all once disposed", async () => {
      const counts = (): number[] => [tf.memory().numTensors, requireTensorFlowBackend(tf.backend()).tensors.size];
      const before = counts();
      const executable = await compile(network, parameters, { executor });
      await Promise.all([executable.run(batch(1, 9, 9, 3)), executable.run(batch(2, 9, 9, 3))]);
      await expect(executable.run(batch(1, 9, 9, 2))).rejects.toThrow("[run]");
      expect(counts()).toEqual(before);
      executable.dispose();
      expect(counts()).toEqual(before);
    });
  },
  ["tensorflow"],
);
