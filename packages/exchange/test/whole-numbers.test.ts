// Single files whose kernels are whole numbers of 8 bits, with what their steps are worth beside them.
import { ModelError, openModel, openParameters, writeModel, type Model } from "@xception/exchange";
import { initialise, quantise, type Network } from "@xception/network";
import { readSafetensors, sha256, WeightsError, writeSafetensors, type NamedArray } from "@xception/weights";
import { describe, expect, it } from "vitest";

const network: Network = {
  name: "tiny",
  nodes: [
    { name: "image", kind: "input", inputs: [], options: { shape: [null, null, 3] } },
    { name: "stem", kind: "conv", inputs: ["image"], options: { filters: 64, kernel: [3, 3] } },
    { name: "unit", kind: "separableConv", inputs: ["stem"], options: { filters: 96, kernel: [3, 3] } },
    { name: "pool", kind: "globalAveragePool", inputs: ["unit"], options: {} },
    { name: "classes", kind: "dense", inputs: ["pool"], options: { units: 500 } },
  ],
  outputs: ["classes"],
};
const trained: Model = { network, parameters: initialise(network, { seed: 2 }), labels: ["one"] };
const rounded: Model = { ...trained, ...(await quantise(network, trained.parameters)) };

/** The file of the rounded model, some of its arrays others. */
async function fileWith(change: (arrays: Map<string, NamedArray>) => void): Promise<Blob> {
  const file = await readSafetensors(writeModel(rounded, { dtype: "int8" }));
  const arrays = await file.readAll();
  change(arrays);
  return writeSafetensors(arrays, Object.fromEntries(file.metadata));
}

describe("writeModel with the dtype int8", () => {
  it("writes rounded kernels as whole numbers with their steps, and the rest as float32", async () => {
    const file = await readSafetensors(writeModel(rounded, { dtype: "int8" }));
    expect(file.metadata.get("version")).toBe("2");
    const arrays = [...(await file.readAll())].map(([name, { dtype, shape }]) => `${name}: ${dtype} [${shape.join(", ")}]`);
    expect(arrays.sort()).toEqual([
      "classes/bias: float32 [500]",
      "classes/kernel: int8 [96, 500]",
      "classes/kernel_steps: float32 [500]",
      "stem/bias: float32 [64]",
      "stem/kernel: float32 [3, 3, 3, 64]",
      "unit/bias: float32 [96]",
      "unit/depthwise_kernel: float32 [3, 3, 64, 1]",
      "unit/pointwise_kernel: int8 [1, 1, 64, 96]",
      "unit/pointwise_kernel_steps: float32 [96]",
    ]);
  });

  it("takes a byte a value of them, four a step", () => {
    const [floats, integers] = [writeModel(rounded).size, writeModel(rounded, { dtype: "int8" }).size];
    const saved = 3 * (96 * 500 + 64 * 96) - 4 * (500 + 96);
    // The header is longer by the names of the steps.
    expect(floats - integers).toBeGreaterThan(saved - 400);
    expect(floats - integers).toBeLessThan(saved);
  });

  it("writes what openModel and openParameters read back as float32, bit by bit", async () => {
    const file = writeModel(rounded, { dtype: "int8" });
    const opened = await openModel(file);
    expect(opened.network).toEqual(rounded.network);
    expect(opened.labels).toEqual(["one"]);
    for (const parameters of [opened.parameters, await openParameters(file, rounded.network)]) {
      expect(parameters.size).toBe(rounded.parameters.size);
      for (const [name, { shape, data }] of rounded.parameters) {
        expect(parameters.get(name)?.shape).toEqual(shape);
        expect(parameters.get(name)?.data).toEqual(data);
      }
    }
    expect(await sha256(writeModel(opened, { dtype: "int8" }))).toBe(await sha256(file));
  });

  it("leaves a kernel that would not come back the same", async () => {
    const kernel = rounded.parameters.get("classes/kernel");
    const data = new Float32Array(kernel?.data ?? []);
    data[data.indexOf(0)] = -0;
    const parameters = new Map(rounded.parameters).set("classes/kernel", { shape: [96, 500], data });
    const file = await readSafetensors(writeModel({ network: rounded.network, parameters }, { dtype: "int8" }));
    expect((await file.read("classes/kernel")).dtype).toBe("float32");
    expect((await file.read("unit/pointwise_kernel")).dtype).toBe("int8");
  });

  it("is refused where no kernel is of whole numbers", () => {
    const attempt = (): Blob => writeModel(trained, { dtype: "int8" });
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(
      "[writeModel] None of the 2 pointwise kernels of tiny is of whole numbers. Round them by quantise of @xception/network, or write float32.",
    );
  });
});

describe("openModel of whole numbers", () => {
  const steps = "classes/kernel_steps";
  it.each<[string, (arrays: Map<string, NamedArray>) => void, string]>([
    [
      "misses its steps",
      (arrays) => arrays.delete(steps),
      '[openModel] The model\'s kernel "classes/kernel" is int8 without its steps; expected an array "classes/kernel_steps". The file is damaged: get it again.',
    ],
    [
      "has steps of another number",
      (arrays) => arrays.set(steps, { dtype: "float32", shape: [96], data: new Float32Array(96) }),
      '[openModel] The kernel "classes/kernel" of int8 [96, 500] has steps of float32 [96]; expected a float32 from 0 for each of its last axis. The file is damaged: get it again.',
    ],
    [
      "has steps of another type",
      (arrays) => arrays.set(steps, { dtype: "uint8", shape: [500], data: new Uint8Array(500) }),
      '[openModel] The kernel "classes/kernel" of int8 [96, 500] has steps of uint8 [500]; expected a float32 from 0 for each of its last axis.',
    ],
    [
      "has a step that is no number",
      (arrays) => arrays.set(steps, { dtype: "float32", shape: [500], data: new Float32Array(500).fill(NaN, 3, 4) }),
      '[openModel] The kernel "classes/kernel" of int8 [96, 500] has steps that are no sizes; expected a float32 from 0 for each of its last axis.',
    ],
    [
      "is of another shape",
      (arrays) => arrays.set("classes/kernel", { dtype: "int8", shape: [2, 500], data: new Int8Array(1000) }),
      "[openModel] The arrays are not those of the network: 1 of another shape (classes/kernel [2, 500] instead of [96, 500])",
    ],
    [
      "has steps beside float32",
      (arrays) => arrays.set("stem/kernel_steps", { dtype: "float32", shape: [64], data: new Float32Array(64) }),
      "[openModel] The arrays are not those of the network: 1 unexpected (stem/kernel_steps).",
    ],
  ])("refuses a kernel that %s", async (_what, change, sentence) => {
    const attempt = openModel(await fileWith(change));
    await expect(attempt).rejects.toBeInstanceOf(WeightsError);
    await expect(attempt).rejects.toThrow(sentence);
  });
});
