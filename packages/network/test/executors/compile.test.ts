import * as tf from "@tensorflow/tfjs-core";
import { compile, initialise, type Executor, type Network, type ParameterArray } from "@xception/network";
import { describeBackends, expectClose } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { node, single, sketch } from "../sketch.ts";

const network = sketch(
  node("image", "input", [], { shape: [null, null, 2] }),
  node("conv", "conv", ["image"], { filters: 2, kernel: [3, 3], padding: "valid", bias: false }),
  node("bn", "batchNorm", ["conv"]),
  node("mean", "globalAveragePool", ["bn"]),
);
const parameters = initialise(network, { seed: 1 });
const zeros = (...shape: number[]): ParameterArray => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});

describeBackends("compile", (backend) => {
  const own = ["interpret", "wasm"] as const;

  it.each(own)("runs batches of several sizes, and says what runs them: %s", async (executor) => {
    const executable = await compile(network, parameters, { executor });
    expect(executable.description).toMatch(executor === "interpret" ? `interpret on ${backend}` : /^wasm, .*SIMD, 1 thread$/);
    for (const shape of [
      [1, 3, 3, 2],
      [3, 4, 6, 2],
    ]) {
      const { outputs, taps } = await executable.run(zeros(...shape), { taps: ["bn"] });
      await expectClose(outputs[0] ?? zeros(), zeros(shape[0] ?? 1, 2));
      expect(taps.get("bn")?.shape).toEqual([shape[0], (shape[1] ?? 0) - 2, (shape[2] ?? 0) - 2, 2]);
    }
    executable.dispose();
  });

  it("leaves nothing behind: not after a run, and nothing at all once disposed", async () => {
    const before = tf.memory().numTensors;
    const executable = await compile(network, parameters);
    const ready = tf.memory().numTensors;
    await executable.run(zeros(1, 4, 4, 2), { taps: ["bn", "image"] });
    expect(tf.memory().numTensors).toBe(ready);
    await expect(executable.run(zeros(1, 2, 2, 2))).rejects.toThrow("leaves nothing");
    expect(tf.memory().numTensors).toBe(ready);
    executable.dispose();
    executable.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(own)("keeps its parameters although a scope ends, and outputs although others run: %s", async (executor) => {
    tf.engine().startScope();
    const executable = await compile(network, parameters, { executor });
    tf.engine().endScope();
    const results = await Promise.all([executable.run(zeros(1, 4, 4, 2)), executable.run(zeros(2, 4, 4, 2))]);
    expect(results.map(({ outputs }) => outputs[0]?.shape)).toEqual([
      [1, 2],
      [2, 2],
    ]);
    executable.dispose();
  });

  it.each(own)("gives arrays of its own, not the caller's: %s", async (executor) => {
    const executable = await compile(single([2], "dropout", { rate: 0.5 }), new Map(), { fuse: false, executor });
    const batch = { shape: [1, 2], data: Float32Array.of(1, 2) };
    const { outputs } = await executable.run(batch);
    batch.data.fill(9);
    expect([...(outputs[0]?.data ?? [])]).toEqual([1, 2]);
    executable.dispose();
  });

  it.each(own)("takes several inputs by their names: %s", async (executor) => {
    const two = sketch(
      node("left", "input", [], { shape: [1] }),
      node("right", "input", [], { shape: [1] }),
      node("difference", "subtract", ["left", "right"]),
    );
    const executable = await compile(two, new Map(), { executor });
    const one = (value: number): ParameterArray => ({ shape: [1, 1], data: Float32Array.of(value) });
    const { outputs } = await executable.run({ right: one(2), left: one(5) });
    expect([...(outputs[0]?.data ?? [])]).toEqual([3]);
    await expect(executable.run(one(1))).rejects.toThrow(
      '[run] the network "sketch" has the inputs "left", "right". Pass a batch for each by its name.',
    );
    executable.dispose();
  });
});

describe("compile", () => {
  /** An executor that computes nothing and remembers what it got. */
  const remembering =
    (seen: Network[]): Executor =>
    (given) => {
      seen.push(given);
      return Promise.resolve({
        description: "remembering",
        run: () => Promise.resolve({ outputs: [], taps: new Map() }),
        dispose: () => undefined,
      });
    };
  const idle = remembering([]);

  it("hands an executor of another package the fused network, or the whole one", async () => {
    const seen: Network[] = [];
    await compile(network, parameters, { executor: remembering(seen) });
    await compile(network, parameters, { executor: remembering(seen), fuse: false });
    await compile(network, parameters, { executor: remembering(seen), keep: ["conv"] });
    expect(seen.map(({ nodes }) => nodes.length)).toEqual([3, 4, 4]);
  });

  it("lists the executors when there is none of that name", async () => {
    await expect(compile(network, parameters, { executor: "abacus" })).rejects.toThrow(
      '[compile] there is no executor "abacus". Choose one of interpret, wasm.',
    );
  });

  it("refuses parameters that do not fit, fused or not", async () => {
    for (const fuse of [true, false]) {
      await expect(compile(network, new Map(), { fuse })).rejects.toThrow("[checkParameters] the parameters do not fit");
    }
  });

  it("says what came and what was expected", async () => {
    const executable = await compile(network, parameters, { executor: idle });
    await expect(executable.run(zeros(1, 4, 4, 3))).rejects.toThrow(
      '[run] the input "image" came as [1, 4, 4, 3], expected [N, ?, ?, 2]. Give a batch of that shape.',
    );
    await expect(executable.run(zeros(0, 4, 4, 2))).rejects.toThrow('[run] the input "image" came as [0, 4, 4, 2], expected [N, ?, ?, 2].');
    await expect(executable.run({ shape: [1, 4, 4, 2], data: new Float32Array(5) })).rejects.toThrow(
      '[run] the input "image" came with 5 values, expected 32 for [1, 4, 4, 2]. Give as many.',
    );
    await expect(executable.run(zeros(1, 2, 2, 2))).rejects.toThrow(
      '[run] conv "conv" leaves nothing of its input [2, 2, 2]. Use a larger input.',
    );
  });

  it("says how to have a tap that was fused away", async () => {
    const executable = await compile(network, parameters, { executor: idle });
    await expect(executable.run(zeros(1, 4, 4, 2), { taps: ["conv"] })).rejects.toThrow(
      '[run] the tap "conv" was fused into another node. Compile with { fuse: false }, or with { keep: ["conv"] }.',
    );
    await expect(executable.run(zeros(1, 4, 4, 2), { taps: ["nothing"] })).rejects.toThrow(
      '[run] the tap "nothing" is not a node of the network "sketch". Name one that is.',
    );
  });

  it("does not run once disposed", async () => {
    const executable = await compile(network, parameters, { executor: idle });
    executable.dispose();
    await expect(executable.run(zeros(1, 4, 4, 2))).rejects.toThrow("[run] this executable is disposed. Compile the network again.");
  });
});
