import * as tf from "@tensorflow/tfjs-core";
import { describeBackends } from "@xception/testing";
import { benchOptions, createMatrixProduct, createReport, interleave, kernelSets, largestDifference } from "@xception/testing/bench";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a bench", () => {
  it("takes turns, there and back, and counts no time of the first ones", async () => {
    const calls: string[] = [];
    const contestants = ["a", "b"].map((name) => ({
      name,
      before: () => calls.push(`before ${name}`),
      run: () => Promise.resolve(calls.push(name)),
    }));
    const times = await interleave(contestants, { rounds: 2, warmUp: 1, pause: 0 });
    const [first, second] = [
      ["before a", "a"],
      ["before b", "b"],
    ];
    expect(calls).toEqual([second, first, first, second, second, first].flat());
    expect([...times.keys()]).toEqual(["a", "b"]);
    const { median, fastest } = times.get("a") ?? { median: NaN, fastest: NaN };
    expect(median).toBeGreaterThanOrEqual(fastest);
  });

  it("takes the word of what times itself", async () => {
    const times = await interleave([{ name: "a", run: () => Promise.resolve(-7), timesItself: true }], { rounds: 3, pause: 0 });
    expect(times.get("a")).toEqual({ median: -7, fastest: -7 });
  });

  it("says how far outputs are from others, and finds what is no number or not there", () => {
    expect(largestDifference([1, 2.5, -4], [1, 2, -4])).toBe(0.125);
    expect(largestDifference([1, NaN], [1, 2])).toBeNaN();
    expect(largestDifference([1], [1, 2])).toBeNaN();
  });

  it("reads lists from the command line and refuses what it does not know", () => {
    expect(benchOptions({ sizes: "299,150", batches: "1" }, ["--batches", "1,8", "--json"])).toEqual({
      sizes: ["299", "150"],
      batches: ["1", "8"],
      json: true,
    });
    expect(() => benchOptions({ sizes: "299" }, ["--size", "150"])).toThrow("Unknown option '--size'");
  });

  it("prints a table with the machine, or an object a row", () => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
    for (const json of [false, true]) {
      const report = createReport("Times in ms", { json });
      report.add({ unit: "stem", ms: 12.345, share: null });
      report.add({ unit: "middle flow", ms: 1234.5, share: 0.001 });
      report.finish();
    }
    expect(lines[0]).toMatch(/^Times in ms\n.*, \d+ cores, Node v\d/);
    expect(lines[1]?.split("\n")).toEqual([
      "| unit        |   ms |  share |",
      "| ----------- | ---: | -----: |",
      "| stem        | 12.3 |        |",
      "| middle flow | 1235 | 1.0e-3 |",
    ]);
    expect(JSON.parse(lines[3] ?? "")).toMatchObject({ title: "Times in ms", node: process.version, unit: "middle flow", ms: 1234.5 });
  });

  it("multiplies matrices for its yardstick", async () => {
    const { run, operations } = await createMatrixProduct();
    run();
    expect(operations).toBe(2 * 360 * 728 * 728 * 10);
  });
});

describeBackends(
  "two sets of kernels",
  (backend) => {
    it("puts one set of kernels in place of the other", async () => {
      const stock = tf.getKernel("Relu", backend);
      const other = { ...stock, kernelFunc: () => tf.scalar(7) };
      const sets = await kernelSets(backend, () => {
        tf.unregisterKernel("Relu", backend);
        tf.registerKernel(other);
      });
      expect(Array.from(tf.relu([1]).dataSync())).toEqual([7]);
      sets.stock();
      expect(Array.from(tf.relu([1]).dataSync())).toEqual([1]);
      sets.ours();
      expect(tf.getKernel("Relu", backend).kernelFunc).toBe(other.kernelFunc);
      sets.stock();
    });
  },
  ["cpu", "wasm"],
);
