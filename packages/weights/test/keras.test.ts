import { detectFormat, openBlob, readKeras, WeightsError } from "@xception/weights";
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { describe, expect, it } from "vitest";

import { goldenBlob, goldenBytes } from "./golden-file.ts";
import { byRange, serve } from "./http-server.ts";

const { arrays: expected } = JSON.parse(new TextDecoder().decode(await goldenBytes("tiny.json"))) as { arrays: Record<string, unknown> };

/** An archive of texts and bytes by name. */
async function archiveOf(members: Readonly<Record<string, string | Uint8Array>>, options: { password?: string } = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
  for (const [name, content] of Object.entries(members)) {
    await writer.add(name, typeof content === "string" ? new TextReader(content) : new Uint8ArrayReader(content));
  }
  return writer.close();
}

describe("readKeras", () => {
  it.each([
    ["tiny.keras", "positional", ["layers/dense", "layers/batch_normalization"], ["0", "1"]],
    ["tiny.weights.h5", "positional", ["layers/dense", "layers/batch_normalization"], ["0", "1"]],
    ["tiny.h5", "named", ["first", "bn"], ["first/kernel", "first/bias"]],
  ] as const)("reads the layers of %s", async (name, layout, [dense, norm], arrayNames) => {
    const file = await readKeras(await goldenBlob(name));
    expect(file.layout).toBe(layout);
    expect(file.layers.get(dense)?.name).toBe("first");
    expect(file.layers.get(dense)?.arrays.map((array) => array.name.replace("tiny/", ""))).toEqual(arrayNames);
    const values = [dense, norm].flatMap((path) =>
      (file.layers.get(path)?.arrays ?? []).map(({ array }) => [array.shape, [...array.data]]),
    );
    const wanted = Object.values(expected).map((value) => [shapeOf(value), [value].flat(2)]);
    expect(values).toEqual(wanted);
  });

  it("gives the configuration of whole models, and none of bare weights", async () => {
    expect((await readKeras(await goldenBlob("tiny.keras"))).config).toMatchObject({ class_name: "Sequential", config: { name: "tiny" } });
    expect((await readKeras(await goldenBlob("tiny.h5"))).config).toMatchObject({ class_name: "Sequential", config: { name: "tiny" } });
    expect((await readKeras(await goldenBlob("tiny.weights.h5"))).config).toBeUndefined();
  });

  it("gives the version where the file says it", async () => {
    expect((await readKeras(await goldenBlob("tiny.keras"))).kerasVersion).toMatch(/^3\./);
    expect((await readKeras(await goldenBlob("tiny.h5"))).kerasVersion).toMatch(/^3\./);
    expect((await readKeras(await goldenBlob("tiny.weights.h5"))).kerasVersion).toBeUndefined();
  });

  it("reads an archive without metadata", async () => {
    const archive = await archiveOf({ "config.json": "{}", "model.weights.h5": await goldenBytes("tiny.weights.h5") });
    expect((await readKeras(archive)).layers.size).toBe(2);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["no configuration", { "a.txt": "" }, "[openArchive] The archive has no config.json; it holds a.txt. It is not a Keras model."],
    ["a configuration that is not JSON", { "config.json": "{" }, "[readKeras] config.json is not JSON. The file is damaged: get it again."],
    [
      "weights in another format",
      { "config.json": "{}", "model.weights.npz": "" },
      '[readKeras] The archive has no model.weights.h5; it holds config.json, model.weights.npz. Save the model with keras.saving.save_model(model, "model.keras").',
    ],
    [
      "weights that are not HDF5",
      { "config.json": "{}", "model.weights.h5": "weights" },
      "[readHdf5] The HDF5 file does not start with HDF5's signature. It is damaged, cut short or not an HDF5 file: get it again.",
    ],
  ])("refuses an archive with %s", async (_what, members, sentence) => {
    await expect(readKeras(await archiveOf(members))).rejects.toThrow(new WeightsError(sentence));
  });

  it("refuses an encrypted archive", async () => {
    const archive = await archiveOf({ "config.json": "{}" }, { password: "secret" });
    await expect(readKeras(archive)).rejects.toThrow("[openArchive] config.json is encrypted. Save it without a password.");
  });

  it("refuses a member that claims more bytes than a configuration may have", async () => {
    const archive = await archiveOf({ "config.json": "[" + "1,".repeat(2 ** 25) + "1]" });
    await expect(readKeras(archive)).rejects.toThrow(
      "[openArchive] The archive claims 67108867 bytes for config.json, more than the 67108864 allowed. It is damaged or cut short: get it again.",
    );
  });

  it("refuses a bomb: a member that claims what its packed bytes cannot hold", async () => {
    const bytes = new Uint8Array(await (await archiveOf({ "config.json": "{}" })).arrayBuffer());
    setSize(bytes, 50_000_000);
    await expect(readKeras(new Blob([bytes]))).rejects.toThrow(
      /^\[openArchive\] The archive claims 50000000 bytes for config\.json out of \d+\./,
    );
  });

  it("refuses a member that unpacks to more bytes than it claims", async () => {
    const bytes = new Uint8Array(await (await archiveOf({ "config.json": JSON.stringify(Array(1000).fill(7)) })).arrayBuffer());
    setSize(bytes, 20);
    await expect(readKeras(new Blob([bytes]))).rejects.toThrow(
      /^\[openArchive\] The archive (unpacks config\.json to more than the 20 bytes it claims|could not be unpacked at config\.json)\./,
    );
  });

  it.each(["tiny.keras", "tiny.h5"])("reads %s from a server by range", async (name) => {
    const server = await serve(byRange(await goldenBytes(name)));
    const [there, here] = [await readKeras(await openBlob(server.address)), await readKeras(await goldenBlob(name))];
    await server.close();
    expect(there).toEqual(here);
    expect(server.ranges.every((range) => range !== undefined)).toBe(true);
  });

  it("refuses groups that lie in each other", async () => {
    await expect(readKeras(await goldenBlob("circle.h5"))).rejects.toThrow(
      "[readKeras] Groups lie in groups without an end. The file is damaged: get it again.",
    );
  });

  it("refuses HDF5 that Keras did not write, and safetensors", async () => {
    const ways = await readKeras(await goldenBlob("ways.h5"));
    expect([...ways.layers]).toEqual([]);
    await expect(readKeras(await goldenBlob("writable.safetensors"))).rejects.toThrow(
      "[readKeras] The file is safetensors, not a Keras file. Open it with readSafetensors.",
    );
  });
});

describe("detectFormat", () => {
  it.each([
    ["tiny.keras", "zip"],
    ["tiny.h5", "hdf5"],
    ["writable.safetensors", "safetensors"],
  ])("knows %s by its first bytes", async (name, format) => {
    expect(await detectFormat(await goldenBlob(name))).toBe(format);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ["nothing", "", "The file is empty; Keras .h5 and .keras files and safetensors can be opened. Check where it came from."],
    ["a web page", "\n<!DOCTYPE html><title>404", "The file is a web page or other markup, not a model"],
    ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n", "The file is a Git LFS pointer, not the model it points to"],
    ["JSON", '{"modelTopology": 1}', "The file is JSON, not a model with weights"],
    [
      "gzip",
      new Uint8Array([0x1f, 0x8b, 8, 0]),
      "The file is compressed with gzip; Keras .h5 and .keras files and safetensors can be opened. Unpack it first.",
    ],
    [
      "a pickle",
      new Uint8Array([0x80, 2]),
      "The file is a Python pickle; Keras .h5 and .keras files and safetensors can be opened. Save its weights as safetensors.",
    ],
    ["anything else", "GIF89a", "The file is of an unknown format"],
  ])("says that it was given %s", async (_what, content, sentence) => {
    await expect(detectFormat(new Blob([content]))).rejects.toThrow(`[detectFormat] ${sentence}`);
  });
});

function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

/** Writes another unpacked size into the first member's two headers. */
function setSize(archive: Uint8Array, size: number): void {
  const view = new DataView(archive.buffer);
  for (let at = 0; at + 4 <= archive.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, size, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, size, true);
  }
}
