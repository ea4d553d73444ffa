import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { openXception } from "@xception/xception";
import type { Model } from "@xception/exchange";
import { openBlob } from "@xception/weights/node";
import { describe, expect, it, vi } from "vitest";

import { command, jsonLines, temporaryFolder } from "./command.ts";
import { writeColourModel, writeColours, writeImage } from "./images.ts";

// A machine that is busy with other tests trains slowly.
vi.setConfig({ testTimeout: 180_000 });

/** A network of 16x16 pixels on 16 photos: enough for every path. */
const quick = [
  "--backend",
  "wasm",
  ...["--network.inputSize=16", "--network.width=0.03", "--network.middleModules=0", "--network.dropout=0.1"],
  ...["--batch=4", "--epochs=2", "--data.shift=1", "--schedule.warmUpSteps=2", "--optimizer.learningRate=0.01"],
];

const openModel = async (path: string): Promise<Model> => openXception(await openBlob(path));

describe("train on a folder of photos", () => {
  it("learns the folder's classes, and writes a model that says them", async () => {
    const folder = await temporaryFolder();
    const [photos, out] = [await writeColours(join(folder, "photos"), 8), join(folder, "run")];
    const { status, error } = await command(["train", "--data", photos, "--out", out, ...quick, "--epochs=40", "--testEvery=0"]);
    expect(error).toContain(`training folder: 12 images, in ${out}`); // a fifth of each class of 8, rounded, is kept for the test
    expect(status).toBe(0);
    const { labels, preprocessing } = await openModel(join(out, "model.safetensors"));
    expect(labels).toEqual(["blue", "red"]);
    expect(preprocessing).toMatchObject({ size: [16, 16], channels: 3, resize: "bilinear", fit: "crop" });
    const red = await writeImage(join(folder, "red.png"), [220, 10, 10]);
    const { out: answer } = await command(["predict", red, "--weights", join(out, "model.safetensors"), "--json"]);
    expect(jsonLines(answer)).toMatchObject([{ predictions: [{ label: "red" }, { label: "blue" }] }]);
  });

  it("tests on the folder that is set apart for it", async () => {
    const folder = await temporaryFolder();
    const [photos, out] = [join(folder, "photos"), join(folder, "run")];
    await writeColours(join(photos, "train"), 4);
    await writeColours(join(photos, "test"), 3);
    expect((await command(["train", "--data", photos, "--out", out, ...quick])).status).toBe(0);
    const report = JSON.parse(await readFile(join(out, "report.json"), "utf8")) as { images: unknown; epochs: { testAccuracy?: number }[] };
    expect(report.images).toEqual({ train: 8, test: 6 });
    // The last epoch's test is the report's own.
    expect(report.epochs.map(({ testAccuracy }) => typeof testAccuracy)).toEqual(["number", "undefined"]);
  });

  it("starts from a model with as many classes as it is, and leaves frozen layers as they were", async () => {
    const folder = await temporaryFolder();
    const [photos, out] = [await writeColours(join(folder, "photos"), 8), join(folder, "run")];
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const flags = ["--weights", weights, "--freeze", "entry", "*_shortcut*", "--out", out];
    expect((await command(["train", "folder", "--data", photos, ...flags, ...quick])).status).toBe(0);
    const [before, after] = [await openModel(weights), await openModel(join(out, "model.safetensors"))];
    expect(after.network.nodes.map(({ name }) => name)).toEqual(before.network.nodes.map(({ name }) => name));
    const same = (name: string): boolean => isDeepStrictEqual(before.parameters.get(name)?.data, after.parameters.get(name)?.data);
    const names = [...before.parameters.keys()];
    const frozen = names.filter((name) => /^block[1-4]_/.test(name) || name.includes("_shortcut"));
    expect(frozen.filter((name) => !same(name))).toEqual([]);
    expect(names.filter((name) => !frozen.includes(name) && same(name))).toEqual([]);
  });

  it("gives a model of other classes a new classifier, and keeps the rest of it", async () => {
    const folder = await temporaryFolder();
    const [photos, out] = [await writeColours(join(folder, "photos"), 4), join(folder, "run")];
    const weights = await writeColourModel(join(folder, "five.safetensors"), { classes: 5 });
    const flags = ["--weights", weights, "--freeze", "block*", "--out", out];
    expect((await command(["train", "folder", "--data", photos, ...flags, ...quick])).status).toBe(0);
    const [before, after] = [await openModel(weights), await openModel(join(out, "model.safetensors"))];
    expect(after.parameters.get("predictions/kernel")?.shape).toEqual([64, 2]);
    expect(after.network.nodes.at(-2)).toMatchObject({ kind: "dropout", options: { rate: 0.1 } });
    const kernel = "block6_sepconv2/pointwise_kernel";
    expect(after.parameters.get(kernel)?.data).toEqual(before.parameters.get(kernel)?.data);
  });

  it("gives a model without a classifier one, after pooling its map", async () => {
    const folder = await temporaryFolder();
    const [photos, out] = [await writeColours(join(folder, "photos"), 4), join(folder, "run")];
    const weights = await writeColourModel(join(folder, "map.safetensors"), {
      top: false,
      inputSize: null,
      strides: { stem: 1, entry: [2, 2, 1], exit: 1 },
    });
    expect((await command(["train", "folder", "--data", photos, "--weights", weights, "--out", out, ...quick])).status).toBe(0);
    const { network } = await openModel(join(out, "model.safetensors"));
    expect(network.nodes[0]?.options).toEqual({ shape: [16, 16, 3] });
    expect(network.nodes.slice(-3).map(({ name, kind }) => [name, kind])).toEqual([
      ["avg_pool", "globalAveragePool"],
      ["dropout", "dropout"],
      ["predictions", "dense"],
    ]);
  });

  it("refuses folders that it cannot learn from, flows that are not there and layers that are not there", async () => {
    const folder = await temporaryFolder();
    const out = ["--out", join(folder, "run")];
    const absent = await command(["train", "--data", join(folder, "absent"), ...out]);
    expect(absent.error).toMatch(/^\[readImageFolder\] .*absent cannot be listed \(ENOENT\)\. .*\n$/);
    const empty = await command(["train", "--data", folder, ...out]);
    expect(empty.error).toMatch(/^\[readImageFolder\] .* is empty, but one sub-folder of images for each class was expected\. .*\n$/);
    const photos = await writeColours(join(folder, "photos"), 2);
    const few = await command(["train", "--data", photos, ...out, ...quick]);
    expect(few.error).toMatch(/^\[train\] of 4 images none is left to test on\. Add images, or change --data\.testFraction \(0\.2\)\.\n$/);
    const layer = await command(["train", "--data", photos, "--freeze", "nothing*", ...out, ...quick]);
    expect(layer.error).toMatch(/^\[createSession\] the frozen pattern "nothing\*" fits no node of the network "xception"\. .*\n$/);
    const flow = await command(["train", "--data", photos, "--freeze", "middle", ...out, ...quick]);
    expect(flow.error).toMatch(/^\[train\] --freeze middle names a flow of Xception, but the network xception has .*\n$/);
    expect([absent, empty, few, layer, flow].map(({ status }) => status)).toEqual([2, 2, 2, 2, 2]);
  });

  it("ends with 1 and says what to do where the training diverges", async () => {
    const folder = await temporaryFolder();
    const photos = await writeColours(join(folder, "photos"), 8);
    const wild = ["--optimizer.kind=sgd", "--optimizer.learningRate=1e30", "--schedule.warmUpSteps=0"];
    const { status, error } = await command(["train", "--data", photos, "--out", join(folder, "run"), ...quick, ...wild]);
    expect(error).toMatch(/\n\[(fit|writeCheckpoint)\] .* Go on from the last checkpoint with a lower (learning )?rate, .*\n$/);
    expect(status).toBe(1);
  });
});
