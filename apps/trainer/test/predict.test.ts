import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { realModel } from "@xception/testing";
import { describe, expect, it, vi } from "vitest";

import { command, jsonLines, temporaryFolder } from "./command.ts";
import { writeColourModel, writeImage } from "./images.ts";

// 18 photos through the whole Xception take a busy machine their time.
vi.setConfig({ testTimeout: 180_000 });

interface Line {
  readonly image: string;
  readonly predictions: readonly { readonly label: string; readonly index: number; readonly probability: number }[];
  readonly outputs: readonly number[];
}

interface Golden {
  readonly classes: readonly string[];
  readonly photos: Readonly<Record<string, { readonly predicted: string; readonly outputs: readonly number[] }>>;
}

const golden = JSON.parse(await readFile(new URL("golden/kitchenware.json", import.meta.url), "utf8")) as Golden;

describe("predict on real photos", () => {
  it("names Keras' class for every photo, with each output within 0.05 of Keras'", async ({ skip }) => {
    const weights = realModel("kitchenware/model.keras", skip);
    const photos = Object.keys(golden.photos).map((name) => join(weights, "../images", name));
    const labels = join(await temporaryFolder(), "labels.txt");
    await writeFile(labels, golden.classes.join("\n"));
    const flags = ["--size", "150", "--resize", "nearest", "--labels", labels, "--json"];
    const { status, out } = await command(["predict", ...photos, "--weights", weights, ...flags]);
    expect(status).toBe(0);
    const lines = jsonLines(out) as Line[];
    expect(lines.map(({ image }) => image)).toEqual(photos);
    const expected = Object.values(golden.photos);
    expect(lines.map(({ predictions }) => predictions[0]?.label)).toEqual(expected.map(({ predicted }) => predicted));
    // Decoders of JPEG differ by a unit here and there.
    const differences = lines.flatMap(({ outputs }, photo) =>
      outputs.map((value, i) => Math.abs(value - (expected[photo]?.outputs[i] ?? NaN))),
    );
    expect(differences).toHaveLength(18 * 6);
    expect(Math.max(...differences)).toBeLessThan(0.05);
  });
});

describe("predict", () => {
  it("gives the same by the executor wasm, on one thread and two, as operation by operation", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const red = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const call = ["predict", red, "--weights", weights, "--json"];
    const runs = [
      ["--executor", "interpret"],
      ["--executor", "wasm"],
      ["--threads", "1"],
      ["--threads", "2"],
    ];
    const outputs: (readonly number[])[] = [];
    for (const run of runs) {
      const { status, out } = await command([...call, ...run]);
      expect(status).toBe(0);
      outputs.push((jsonLines(out) as Line[])[0]?.outputs ?? []);
    }
    const [expected = [], ...others] = outputs;
    for (const found of others) {
      expect(Math.max(...expected.map((value, place) => Math.abs(value - (found[place] ?? NaN))))).toBeLessThan(1e-6);
    }
  });

  it("gives one JSON object a line, with the model's labels, probabilities and the last layer's outputs", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const red = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const blue = await writeImage(join(folder, "blue.png"), [0, 0, 255]);
    const { status, out } = await command(["predict", red, blue, "--weights", weights, "--json"]);
    expect(status).toBe(0);
    const lines = jsonLines(out) as Line[];
    expect(lines.map(({ image }) => image)).toEqual([red, blue]);
    for (const { predictions, outputs } of lines) {
      expect(predictions.map(({ label }) => label).sort()).toEqual(["blue", "red"]);
      expect(predictions[0]?.probability).toBeGreaterThanOrEqual(predictions[1]?.probability ?? 1);
      // Its last layer is a softmax: outputs are the probabilities.
      expect(predictions.map(({ index }) => outputs[index])).toEqual(predictions.map(({ probability }) => probability));
      expect(outputs.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
  });

  it("makes probabilities of logits", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "logits.safetensors"), { classifierActivation: "none" });
    const image = await writeImage(join(folder, "green.png"), [0, 255, 0]);
    const { out } = await command(["predict", image, "--weights", weights, "--json"]);
    const [{ predictions, outputs } = { predictions: [], outputs: [] }] = jsonLines(out) as Line[];
    const [a = 0, b = 0] = predictions;
    if (typeof a === "number" || typeof b === "number") throw new Error("two predictions were expected");
    expect(a.probability + b.probability).toBeCloseTo(1, 6);
    expect(Math.log(a.probability / b.probability)).toBeCloseTo((outputs[a.index] ?? 0) - (outputs[b.index] ?? 0), 4);
  });

  it("gives the same outputs whatever the batch", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    for (let i = 0; i < 5; i++) await writeImage(join(folder, "images", `${i}.png`), [50 * i, 100, 200 - 40 * i]);
    const outputs = async (batch: string): Promise<number[]> => {
      const { out } = await command(["predict", join(folder, "images"), "--weights", weights, "--batch", batch, "--json"]);
      return (jsonLines(out) as Line[]).flatMap((line) => line.outputs);
    };
    const [one, two] = [await outputs("1"), await outputs("2")];
    expect(one).toHaveLength(10);
    for (const [index, value] of two.entries()) expect(value).toBeCloseTo(one[index] ?? NaN, 6);
  });

  it("prints a table for people and names as many classes as --top says", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const image = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const { out } = await command(["predict", image, "--weights", weights, "--top", "1"]);
    expect(out).toMatch(/^.*red\.png\n +\d+\.\d % {2}(red|blue)\n$/);
  });

  it("predicts the other images where one cannot be read, says why, and ends with 2", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const image = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const broken = join(folder, "broken.png");
    await writeFile(broken, "not an image");
    const { status, out, error } = await command(["predict", broken, image, join(folder, "absent.png"), "--weights", weights, "--json"]);
    expect(status).toBe(2);
    expect((jsonLines(out) as Line[]).map((line) => line.image)).toEqual([image]);
    expect(error).toContain(`[decodeImage] ${broken} cannot be read as an image`);
    expect(error).toContain(`[decodeImage] ${join(folder, "absent.png")} cannot be opened (ENOENT). Check the path.`);
  });

  it("refuses a folder without images, in one sentence", async () => {
    const folder = await temporaryFolder();
    const { status, out, error } = await command(["predict", folder, "--weights", "any.keras"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(error).toMatch(/^\[predict\] the folder .* holds no image \(\.jpg, .*\)\. Name a folder that does, or files\.\n$/);
  });

  it("refuses a file that is no model, or is not there, in one sentence", async () => {
    const folder = await temporaryFolder();
    const image = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const wrong = await command(["predict", image, "--weights", image]);
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.error).toMatch(/^.*red\.png: \[detectFormat\] The file is of an unknown format; .*\.\n$/);
    const absent = await command(["predict", image, "--weights", join(folder, "absent.keras")]);
    expect(absent).toMatchObject({ status: 2, out: "" });
    expect(absent.error).toBe(`[openBlob] There is no file ${join(folder, "absent.keras")}. Check the path.\n`);
  });

  it("refuses --size where the network has its own, and labels of another count", async () => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const image = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const size = await command(["predict", image, "--weights", weights, "--size", "20"]);
    expect(size.error).toBe("[predict] --size came as 20, but the network takes images of 16x16. Leave --size out.\n");
    const labels = join(folder, "labels.txt");
    await writeFile(labels, "one\ntwo\nthree");
    const named = await command(["predict", image, "--weights", weights, "--labels", labels]);
    expect(named.error).toBe(`[predict] ${labels} names 3 classes, but the model has 2. Pass the file made for this model.\n`);
    const absent = await command(["predict", image, "--weights", weights, "--labels", join(folder, "none.txt")]);
    expect(absent.error).toBe(`[predict] the labels ${join(folder, "none.txt")} cannot be read (ENOENT). Check the path.\n`);
    expect([size.status, named.status, absent.status]).toEqual([2, 2, 2]);
  });

  it("refuses a network that does not classify, and an executor that is not there", async () => {
    const folder = await temporaryFolder();
    const image = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const map = await writeColourModel(join(folder, "map.safetensors"), { top: false });
    const open = await command(["predict", image, "--weights", map]);
    expect(open.error).toMatch(/^\[predict\] the network colours gives \S+ of \[4, 4, 64\], but one number a class was expected\. .*\n$/);
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const executor = await command(["predict", image, "--weights", weights, "--executor", "magic"]);
    expect(executor.error).toMatch(/^\[compile\] there is no executor "magic"\. Choose one of interpret.*\.\n$/);
    expect([open.status, executor.status]).toEqual([2, 2]);
  });
});
