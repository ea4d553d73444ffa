// The executor wasm against interpret on cpu, which is the definition.
import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";

import { compile, initialise, type Executable, type ParameterArray } from "@xception/network";
import { describeBackends, expectClose, seededRandom } from "@xception/testing";
import { describe, expect, it, vi } from "vitest";

import { node, sketch } from "../sketch.ts";
import { randomArray, randomNetwork, randomParameters } from "./random-network.ts";

const zeros = (...shape: number[]): ParameterArray => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});

/** A dozen nodes one after the other, each of which may be near a step of a relu6 or cancel what was large. */
const tolerance = 1e-4;

describeBackends(
  "the executor wasm",
  () => {
    // Threads take longer to start than such a network to run.
    it.each([
      { threads: 1, networks: 150 },
      { threads: 1, networks: 30, build: "simd" as const },
      { threads: 2, networks: 12 },
      { threads: 3, networks: 12 },
    ])(
      "gives what interpret gives for $networks random networks, taps and batches, on $threads threads",
      async ({ threads, networks, build }) => {
        const random = seededRandom(threads);
        for (let index = 0; index < networks; index += 1) {
          const network = randomNetwork(random);
          const parameters = randomParameters(network, random);
          const fuse = random() < 0.5;
          const interpreted = await compile(network, parameters, { fuse });
          const executable = await compile(network, parameters, { fuse, executor: "wasm", threads, ...(build && { build }) });
          const taps = fuse ? [] : network.nodes.map(({ name }) => name).filter(() => random() < 0.1);
          for (const batch of [1, 2]) {
            const [a, b] = network.nodes.slice(0, 2).map(({ options }) => randomArray([batch, ...(options["shape"] as number[])], random));
            const inputs = { a: a as ParameterArray, b: b as ParameterArray };
            const expected = await interpreted.run(inputs, { taps });
            const found = await executable.run(inputs, { taps });
            const pairs = expected.outputs.map((output, place) => [found.outputs[place] ?? zeros(), output] as const);
            for (const tap of taps) pairs.push([found.taps.get(tap) ?? zeros(), expected.taps.get(tap) ?? zeros()]);
            for (const [ours, theirs] of pairs) {
              await expectClose(ours, theirs, { tolerance }).catch((error: unknown) => {
                throw new Error(`network ${index}: ${JSON.stringify(network)}, taps ${taps.join()}`, { cause: error });
              });
            }
          }
          interpreted.dispose();
          executable.dispose();
        }
      },
    );
  },
  ["cpu"],
);

describe("the executor wasm", () => {
  const network = sketch(
    node("image", "input", [], { shape: [null, null, 4] }),
    node("conv", "conv", ["image"], { filters: 8, kernel: [3, 3], bias: false }),
    node("relu", "activation", ["conv"], { function: "relu" }),
    node("first", "separableConv", ["relu"], { filters: 8, kernel: [3, 3] }),
    node("again", "activation", ["first"], { function: "relu" }),
    node("second", "separableConv", ["again"], { filters: 8, kernel: [3, 3] }),
    node("sum", "add", ["second", "conv"]),
    node("end", "activation", ["sum"], { function: "relu6" }),
    node("mean", "globalAveragePool", ["end"]),
  );
  const parameters = initialise(network, { seed: 1 });
  const image = (batch: number, size: number): ParameterArray => randomArray([batch, size, size, 4], seededRandom(size), 0.5);

  it("says what it runs on", async () => {
    for (const threads of [1, 2]) {
      const executable = await compile(network, parameters, { executor: "wasm", threads });
      expect(executable.description).toMatch(new RegExp(`^wasm, (relaxed )?SIMD, ${threads} thread${threads > 1 ? "s" : ""}$`));
      executable.dispose();
    }
  });

  it("runs in the build that is asked for, and refuses one that the machine cannot run", async () => {
    const start = async (build?: "simd" | "relaxed"): Promise<string> => {
      const executable = await compile(network, parameters, { executor: "wasm", ...(build && { build }) });
      executable.dispose();
      return executable.description;
    };
    expect(await start("simd")).toBe("wasm, SIMD, 1 thread");
    const best = await start();
    const relaxed = start("relaxed");
    if (best.includes("relaxed")) {
      expect(await relaxed).toBe(best);
    } else {
      await expect(relaxed).rejects.toThrow(
        `[startEngine] this machine's WebAssembly lacks relaxed SIMD, but the build "relaxed" was asked for. Ask for "simd", or for none.`,
      );
    }
  });

  it("is the only one that has builds, and has two", async () => {
    await expect(compile(network, parameters, { build: "simd" })).rejects.toThrow(
      '[compile] the executor "interpret" has no builds, but "simd" was asked for. Use the executor "wasm" for it.',
    );
    await expect(compile(network, parameters, { executor: "wasm", build: "avx" as "simd" })).rejects.toThrow(
      '[compile] the build came as "avx", but one of simd, relaxed was expected. Give one of them, or none.',
    );
  });

  it("runs on one thread where threads cannot share a memory, and says so", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const executable = await compile(network, parameters, { executor: "wasm", threads: 4 });
    vi.unstubAllGlobals();
    expect(executable.description).toMatch(/SIMD, 1 thread \(4 were asked for, but this page is not cross-origin isolated\)$/);
    const { outputs } = await executable.run(image(1, 6));
    expect(outputs[0]?.shape).toEqual([1, 8]);
    executable.dispose();
  });

  it("gives every value that went into another task where it is tapped, and the same outputs", async () => {
    const executable = await compile(network, parameters, { executor: "wasm", fuse: false });
    const all = network.nodes.map(({ name }) => name);
    const batch = image(2, 9);
    const together = await executable.run(batch, { taps: all });
    for (const tap of all) {
      const { outputs, taps } = await executable.run(batch, { taps: [tap] });
      await expectClose(taps.get(tap) ?? zeros(), together.taps.get(tap) ?? zeros(), { tolerance: 1e-6 });
      await expectClose(outputs[0] ?? zeros(), together.outputs[0] ?? zeros(), { tolerance: 1e-6 });
    }
    executable.dispose();
  });

  it("holds no more after many runs than after the first of each size", async () => {
    const executable = await compile(network, parameters, { executor: "wasm", threads: 2 });
    const sizes = [5, 12, 7];
    for (const size of sizes) await executable.run(image(1, size));
    const held = executable.memory();
    for (let run = 0; run < 30; run += 1) await executable.run(image(1, sizes[run % 3] ?? 5), { taps: run % 2 === 0 ? ["end"] : [] });
    expect(executable.memory()).toEqual(held);
    executable.dispose();
  });

  it("keeps maps only as long as they are needed", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const chain = sketch(
      node("image", "input", [], { shape: [16, 16, 8] }),
      ...names.map((name, index) => node(name, "conv", [names[index - 1] ?? "image"], { filters: 8, kernel: [3, 3] })),
    );
    const executable = await compile(chain, initialise(chain, { seed: 1 }), { executor: "wasm" });
    await executable.run(zeros(1, 16, 16, 8));
    const { weights, activations, peak } = executable.memory() ?? { weights: 0, activations: 0, peak: 0 };
    expect(activations).toBe(2 * 16 * 16 * 8 * 4);
    expect(peak).toBeGreaterThan(weights + activations);
    executable.dispose();
  });

  it("keeps no parameters beside its own memory", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const segmented = sketch(
      ...network.nodes,
      node("segments", "segmentedConv", ["end"], { filters: 6, segments: 3, kernel: [1, 1] }),
      node("norm", "batchNorm", ["segments"]),
      node("all", "globalMaxPool", ["norm"]),
      node("top", "dense", ["all"], { units: 3 }),
    );
    const passing: { executable?: Executable; arrays: WeakRef<Float32Array>[] } = { arrays: [] };
    await (async () => {
      const own = initialise(segmented, { seed: 1 });
      passing.arrays = [...own.values()].map(({ data }) => new WeakRef(data));
      passing.executable = await compile(segmented, own, { executor: "wasm" });
    })();
    await passing.executable?.run(image(1, 6));
    // What a promise has just given is let go of in the next round.
    await new Promise((resolve) => setTimeout(resolve, 0));
    collect();
    expect(passing.arrays.filter((array) => array.deref()).length).toBe(0);
    passing.executable?.dispose();
  });

  it("runs one after the other what is asked for at once", async () => {
    const executable = await compile(network, parameters, { executor: "wasm", threads: 2 });
    const alone = await executable.run(image(1, 8));
    const results = await Promise.all([8, 6, 8].map((size) => executable.run(image(1, size))));
    expect(results[0]?.outputs[0]?.data).toEqual(alone.outputs[0]?.data);
    expect(results[2]?.outputs[0]?.data).toEqual(alone.outputs[0]?.data);
    executable.dispose();
  });

  it("forgets how it ran a size when it has run many others", async () => {
    const executable = await compile(network, parameters, { executor: "wasm" });
    const first = await executable.run(image(1, 8));
    for (let size = 3; size < 20; size += 1) await executable.run(image(1, size));
    const again = await executable.run(image(1, 8));
    expect(again.outputs[0]?.data).toEqual(first.outputs[0]?.data);
    executable.dispose();
  });

  it("takes no other number of threads than a whole one", async () => {
    for (const threads of [0, 1.5, 65, Number.NaN]) {
      await expect(compile(network, parameters, { executor: "wasm", threads })).rejects.toThrow(
        `[compile] ${threads} threads were asked for. Give a whole number from 1 to 64.`,
      );
    }
  });
});
