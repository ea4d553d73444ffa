// Our own single-file model: written and read back, and refused when it was not written by us or is damaged.
import { ModelError, openModel, writeModel, type Model } from "@xception/exchange";
import type { Network } from "@xception/network";
import type { Preprocessing } from "@xception/preprocessing";
import { readSafetensors, WeightsError, writeSafetensors } from "@xception/weights";
import { describe, expect, it } from "vitest";

const network: Network = {
  name: "tiny",
  nodes: [
    { name: "image", kind: "input", inputs: [], options: { shape: [null, null, 1] } },
    { name: "conv", kind: "conv", inputs: ["image"], options: { filters: 2, kernel: [1, 1], bias: false } },
    { name: "pool", kind: "globalAveragePool", inputs: ["conv"], options: {} },
  ],
  outputs: ["pool"],
};
// Values that do not survive a detour through text: the smallest number, minus zero.
const parameters = new Map([["conv/kernel", { shape: [1, 1, 1, 2], data: new Float32Array([1e-45, -0]) }]]);
const preprocessing: Preprocessing = {
  size: [28, 28],
  channels: 1,
  resize: "bilinear",
  fit: "crop",
  cropFraction: 0.875,
  scale: 1 / 127.5,
  offset: -1,
};
const model: Model = { network, parameters, labels: ["zero", "größer"], preprocessing };

/** The file of a model with other metadata. */
async function fileWith(metadata: Readonly<Record<string, string>>, arrays: Model["parameters"] = parameters): Promise<Blob> {
  const file = await readSafetensors(writeModel(model));
  return writeSafetensors(arrays, { ...Object.fromEntries(file.metadata), ...metadata });
}

const withNetwork = (value: unknown): Promise<Blob> => fileWith({ network: JSON.stringify(value) });

describe("writeModel", () => {
  it("writes what openModel reads back, bit by bit", async () => {
    const opened = await openModel(writeModel(model));
    expect(opened.network).toEqual(network);
    expect(opened.labels).toEqual(model.labels);
    expect(opened.preprocessing).toEqual(preprocessing);
    const kernel = opened.parameters.get("conv/kernel");
    expect(kernel?.shape).toEqual([1, 1, 1, 2]);
    expect([...(kernel?.data ?? [])].map((value) => (Object.is(value, -0) ? "-0" : value))).toEqual([Math.fround(1e-45), "-0"]);
  });

  it("writes a model without labels and preprocessing", async () => {
    const opened = await openModel(writeModel({ network, parameters }));
    expect(Object.keys(opened).sort()).toEqual(["network", "parameters"]);
  });

  it("gives the same bytes every time", async () => {
    expect(await writeModel(model).text()).toBe(await writeModel(await openModel(writeModel(model))).text());
  });
});

describe("openModel of a single file", () => {
  it("gives the network another name when it is told one", async () => {
    expect((await openModel(writeModel(model), { name: "digits" })).network).toEqual({ ...network, name: "digits" });
  });

  it.each<[string, () => Promise<Blob>, string]>([
    [
      "of bare arrays",
      () => Promise.resolve(writeSafetensors(parameters)),
      "[openModel] The safetensors file holds arrays, but no network. Open them into a network with openParameters.",
    ],
    [
      "of a later version",
      () => fileWith({ version: "3" }),
      '[openModel] The model is of version "3"; versions 1 and 2 can be read. Update this package.',
    ],
    [
      "whose network is not JSON",
      () => fileWith({ network: "{" }),
      "[openModel] The model's network is not JSON. The file is damaged: get it again.",
    ],
    [
      "whose labels are not texts",
      () => fileWith({ labels: "[1]" }),
      "[openModel] The model's labels are something else; expected a list of texts. The file is damaged: get it again.",
    ],
    [
      "whose parameters are not float32",
      async () => {
        const file = await readSafetensors(writeModel(model));
        return writeSafetensors(
          new Map([["conv/kernel", { dtype: "uint8", shape: [2], data: new Uint8Array(2) }]]),
          Object.fromEntries(file.metadata),
        );
      },
      '[openModel] The model\'s parameter "conv/kernel" is uint8; expected float32. The file is damaged: get it again.',
    ],
    [
      "whose parameters are of another network",
      () => fileWith({}, new Map([["conv/bias", { shape: [2], data: new Float32Array(2) }]])),
      "[openModel] The arrays are not those of the network: 1 missing (conv/kernel); 1 unexpected (conv/bias). Check that the file belongs to this network.",
    ],
  ])("refuses one %s", async (_what, make, sentence) => {
    const attempt = openModel(await make());
    await expect(attempt).rejects.toBeInstanceOf(WeightsError);
    await expect(attempt).rejects.toThrow(sentence);
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["a number", 5],
    ["no nodes", { ...network, nodes: [] }],
    ["nodes that are none", { ...network, nodes: [1, "a", null] }],
    ["a kind that is not known", { ...network, nodes: [{ name: "image", kind: "lambda", inputs: [], options: {} }] }],
    ["an output that is not there", { ...network, outputs: ["other"] }],
    [
      "an image of impossible size",
      { ...network, nodes: [{ name: "image", kind: "input", inputs: [], options: { shape: [1e9, 1e9, 3] } }], outputs: ["image"] },
    ],
  ])("refuses one whose network is %s", async (_what, value) => {
    const attempt = openModel(await withNetwork(value));
    await expect(attempt).rejects.toBeInstanceOf(ModelError);
    await expect(attempt).rejects.toThrow(/^\[openModel\] The model cannot work: /);
  });

  it("refuses one whose preprocessing cannot work", async () => {
    const attempt = openModel(await fileWith({ preprocessing: JSON.stringify({ ...preprocessing, size: [0, 28] }) }));
    await expect(attempt).rejects.toBeInstanceOf(ModelError);
    await expect(attempt).rejects.toThrow(/^\[openModel\] The model cannot work: .*size/);
  });
});
