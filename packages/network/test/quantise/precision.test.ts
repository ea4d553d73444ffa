// The executor wasm in whole numbers, against the same kernels in float32.
import {
  compile,
  findIntegers,
  fuse,
  kernelOf,
  quantise,
  type Executable,
  type IntegerKernel,
  type ParameterArray,
} from "@xception/network";
import { expectClose, seededRandom } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { single } from "../sketch.ts";
import { randomArray, randomNetwork, randomParameters } from "../executors/random-network.ts";
import { mixingNetwork, mixingParameters } from "./mixing-network.ts";

const random = seededRandom(5);
const images = (...shape: number[]): ParameterArray => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((count, size) => count * size, 1) }, () => 2 * random() - 1),
});

/** Pixels have 15 bits and the largest value of each is whole: half a step of each of six products one after the other. */
const tolerance = 1e-3;

describe("compile with the precisions int8 and int8x16", () => {
  it.each([1, 2, 3])("gives what rounded kernels give in float32, on %i threads", async (threads) => {
    const { network, parameters } = await quantise(mixingNetwork, mixingParameters);
    const floats = await compile(network, parameters, { executor: "wasm" });
    // Of the kernels as they were it makes the same ones by itself.
    for (const [given, own] of [[network, parameters] as const, [mixingNetwork, mixingParameters] as const]) {
      const integers = await compile(given, own, { executor: "wasm", precision: "int8x16", threads });
      expect(integers.description).toMatch(/^wasm, (relaxed )?SIMD, int8 with pixels of 16 bits, [123] threads?$/);
      for (const batch of [images(1, 11, 9, 3), images(3, 8, 8, 3)]) {
        const [expected, found] = [await floats.run(batch), await integers.run(batch)];
        await expectClose(found.outputs[0] as ParameterArray, expected.outputs[0] as ParameterArray, { tolerance });
      }
      integers.dispose();
    }
    floats.dispose();
  });

  it("gives the same for networks that nobody would build", async () => {
    for (let index = 0; index < 60; index += 1) {
      const drawn = randomNetwork(random);
      const { network, parameters } = await quantise(drawn, randomParameters(drawn, random));
      const [floats, integers] = (await Promise.all(
        (["float32", "int8x16"] as const).map((precision) => compile(network, parameters, { executor: "wasm", precision, fuse: false })),
      )) as [Executable, Executable];
      const [a, b] = network.nodes.slice(0, 2).map(({ options }) => randomArray([2, ...(options["shape"] as number[])], random));
      const inputs = { a: a as ParameterArray, b: b as ParameterArray };
      const [expected, found] = [await floats.run(inputs), await integers.run(inputs)];
      for (const [place, output] of expected.outputs.entries()) {
        await expectClose(found.outputs[place] as ParameterArray, output, { tolerance }).catch((error: unknown) => {
          throw new Error(`network ${index}: ${JSON.stringify(network)}`, { cause: error });
        });
      }
      floats.dispose();
      integers.dispose();
    }
  });

  it("multiplies in whole numbers what was rounded, and nothing else", async () => {
    const batch = images(2, 10, 10, 3);
    const outputs = async (parameters: ReadonlyMap<string, ParameterArray>, precision: "float32" | "int8x16"): Promise<ParameterArray> => {
      const executable = await compile(network, parameters, { executor: "wasm", precision });
      const { outputs: results } = await executable.run(batch);
      executable.dispose();
      return results[0] as ParameterArray;
    };
    const { network, parameters, report } = await quantise(mixingNetwork, mixingParameters);
    const before = fuse(mixingNetwork, mixingParameters).parameters;
    const [first] = report;
    const one = new Map(before).set(first?.kernel ?? "", parameters.get(first?.kernel ?? "") as ParameterArray);
    await expectClose(await outputs(one, "int8x16"), await outputs(one, "float32"), { tolerance });
    // With all rounded it would be further away than that.
    await expect(expectClose(await outputs(before, "int8x16"), await outputs(one, "float32"), { tolerance })).rejects.toThrow();
  });

  it("keeps whole numbers whole where batch normalisation is folded into them", async () => {
    const { parameters } = await quantise(mixingNetwork, mixingParameters, { keep: ["shortcut"] });
    const rounded = parameters.get("shortcut/kernel") as ParameterArray;
    const folded = fuse(mixingNetwork, new Map(mixingParameters).set("shortcut/kernel", rounded)).parameters.get("shortcut_bn/kernel");
    const [before, after] = [findIntegers(rounded), findIntegers(folded as ParameterArray)] as [IntegerKernel, IntegerKernel];
    // A negative factor turns a channel's signs around.
    const turned = before.integers.map((integer, place) => {
      const channel = place % before.steps.length;
      return integer * Math.sign((folded?.data[channel] as number) * (rounded.data[channel] as number));
    });
    expect(after.integers).toEqual(turned);
    expect(kernelOf(after)).not.toEqual(rounded);
  });

  it.each([1, 2, 3])("rounds pixels to bytes where the machine multiplies those quicker, on %i threads", async (threads) => {
    const { network, parameters } = await quantise(mixingNetwork, mixingParameters);
    const exact = await compile(network, parameters, { executor: "wasm", precision: "int8x16" });
    const quick = await compile(network, parameters, { executor: "wasm", precision: "int8", threads });
    expect(quick.description).toMatch(
      /^wasm, (relaxed SIMD, int8 with pixels of (7|8|16)|SIMD, int8 with pixels of 16) bits, [123] threads?$/,
    );
    for (const batch of [images(1, 11, 9, 3), images(3, 8, 8, 3)]) {
      const [expected, found] = [await exact.run(batch), await quick.run(batch)];
      const { data } = expected.outputs[0] as ParameterArray;
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // Half a step of 128 from the least to the largest value, of six products one after the other.
      await expectClose(found.outputs[0] as ParameterArray, expected.outputs[0] as ParameterArray, { tolerance: 0.03 * largest });
    }
    exact.dispose();
    quick.dispose();
  });

  it.each([0, 3, 6, 15, 16, 20].flatMap((channel) => (["int8", "int8x16"] as const).map((precision) => ({ channel, precision }))))(
    "gives no number where channel $channel of a pixel is none, in $precision",
    async ({ channel, precision }) => {
      const network = single([1, 2, 21], "conv", { filters: 9, kernel: [1, 1] });
      const parameters = new Map([
        ["x/kernel", images(1, 1, 21, 9)],
        ["x/bias", images(9)],
      ]);
      const executable = await compile(network, parameters, { executor: "wasm", precision });
      const batch = images(1, 1, 2, 21);
      batch.data[channel] = NaN;
      const { outputs } = await executable.run(batch);
      executable.dispose();
      const data = [...(outputs[0]?.data ?? [])];
      expect(data.slice(0, 9).every(Number.isNaN)).toBe(true);
      expect(data.slice(9).some(Number.isNaN)).toBe(false);
    },
  );

  it("takes half the memory of float32 for pointwise kernels, and with bytes less", async () => {
    const network = single([256], "dense", { units: 512 });
    const kernel = images(256, 512);
    const parameters = new Map([
      ["x/kernel", kernel],
      ["x/bias", images(512)],
    ]);
    const weights = await Promise.all(
      (["float32", "int8x16", "int8"] as const).map(async (precision) => {
        const executable = await compile(network, parameters, { executor: "wasm", precision });
        const memory = executable.memory();
        executable.dispose();
        return memory?.weights ?? NaN;
      }),
    );
    expect(weights[0]).toBe(4 * (256 * 512 + 512));
    expect(weights[1]).toBe(2 * 256 * 512 + 4 * (512 + 512));
    expect(weights[2]).toBeLessThanOrEqual(weights[1] as number);
  });

  it("is refused where nothing computes in it", async () => {
    const inInt8 = { precision: "int8" } as const;
    await expect(compile(mixingNetwork, mixingParameters, inInt8)).rejects.toThrow(
      '[compile] the executor "interpret" computes in float32, but the precision "int8" was asked for. Use the executor "wasm" for it.',
    );
    await expect(compile(mixingNetwork, mixingParameters, { ...inInt8, executor: () => Promise.reject(new Error()) })).rejects.toThrow(
      '[compile] an executor of another package computes in float32, but the precision "int8" was asked for. Use the executor "wasm" for it.',
    );
    const wrong = { executor: "wasm", precision: "int4" as "int8" };
    await expect(compile(mixingNetwork, mixingParameters, wrong)).rejects.toThrow(
      '[compile] the precision came as "int4", but one of float32, int8, int8x16 was expected. Give one of them.',
    );
  });
});
