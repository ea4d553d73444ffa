// The class Xception on a small network, from decoded pixels, files and batches, and what it refuses.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { writeModel, type Model } from "@xception/exchange";
import { InputError, initialise } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { buildXception, OptionError, UnsuitableModelError, variantOptions, Xception, type XceptionOptions } from "@xception/xception";
import { WeightsError } from "@xception/weights";
import { afterAll, beforeAll, expect, it } from "vitest";

import { largestDifference } from "./pattern.ts";

const small = (options: XceptionOptions = {}): Model => {
  const network = buildXception({ ...variantOptions("xception-mnist"), classes: 3, ...options });
  return { network, parameters: initialise(network, { seed: 1 }) };
};
const labels = ["ant", "bee", "cat"];
const grey = (seed: number) =>
  ({ width: 28, height: 28, channels: 1, data: Uint8Array.from({ length: 784 }, (_, i) => (i * seed) % 256) }) as const;
/** A grey image of 2x2 pixels: 0, 255, 128, 64. */
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR42mNg+M/Q4AAABUIBwG1eeKAAAAAASUVORK5CYII="),
  (one) => one.charCodeAt(0),
);
const pngPixels = { width: 2, height: 2, channels: 1, data: new Uint8Array([0, 255, 128, 64]) } as const;

describeBackends(
  "Xception",
  () => {
    let xception: Xception;
    let folder: string;

    beforeAll(async () => {
      xception = await Xception.from({ ...small(), labels });
      folder = await mkdtemp(join(tmpdir(), "xception-"));
    });
    afterAll(async () => {
      xception.dispose();
      await rm(folder, { recursive: true });
    });

    it("classifies an image: labels, best first, with the network's own probabilities", async () => {
      const predictions = await xception.classify(grey(7));
      const { data } = await xception.predict([grey(7)]);
      expect(predictions.map(({ label }) => labels.indexOf(label))).toEqual(predictions.map(({ index }) => index));
      expect(predictions.map(({ probability }) => probability)).toEqual([...data].sort((a, b) => b - a));
    });

    it("gives as many classes as asked for", async () => {
      expect(await xception.classify(grey(7), { top: 1 })).toHaveLength(1);
    });

    it("classifies several images as it does each, whatever the size of its batches", async () => {
      const byTwo = await Xception.from({ ...small(), labels }, { batchSize: 2 });
      const images = [grey(3), grey(5), grey(7)];
      const together = await byTwo.classify(images);
      byTwo.dispose();
      expect(together).toHaveLength(3);
      for (const [index, image] of images.entries()) {
        const alone = await xception.classify(image);
        expect(together[index]?.map(({ label }) => label)).toEqual(alone.map(({ label }) => label));
        expect(together[index]?.[0]?.probability).toBeCloseTo(alone[0]?.probability ?? NaN, 6);
      }
    });

    it("takes a batch that is preprocessed already", async () => {
      const data = Float32Array.from(grey(7).data, (byte) => byte / 127.5 - 1);
      const [[fromBatch] = []] = await xception.classify({ shape: [1, 28, 28, 1], data });
      const [fromPixels] = await xception.classify(grey(7));
      expect(fromBatch?.probability).toBeCloseTo(fromPixels?.probability ?? NaN, 6);
    });

    it("reads an image file: its bytes, a Blob, a path, an address", async () => {
      const path = join(folder, "digit.png");
      await writeFile(path, png);
      const expected = await xception.classify(pngPixels);
      for (const image of [png, new Blob([png]), path, pathToFileURL(path), `data:image/png;base64,${btoa(String.fromCharCode(...png))}`])
        expect(await xception.classify(image)).toEqual(expected);
    });

    it("reads the pixels of a canvas", async () => {
      const data = Uint8ClampedArray.from({ length: 784 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (grey(7).data[i >> 2] ?? 0)));
      expect(await xception.classify({ width: 28, height: 28, data })).toEqual(await xception.classify(grey(7)));
    });

    it("turns logits into probabilities, and leaves a sigmoid's as they are", async () => {
      const logits = await Xception.from(small({ classifierActivation: "none" }));
      const sigmoid = await Xception.from(small({ classifierActivation: "sigmoid" }));
      const fromLogits = await logits.classify(grey(7));
      const fromSigmoid = await sigmoid.classify(grey(7));
      const { data } = await sigmoid.predict([grey(7)]);
      logits.dispose();
      sigmoid.dispose();
      expect(fromLogits.map(({ probability }) => probability)).toEqual([
        ...(await xception.classify(grey(7))).map(({ probability }) => expect.closeTo(probability, 6) as number),
      ]);
      expect(fromSigmoid.map(({ probability }) => probability)).toEqual([...data].sort((a, b) => b - a));
    });

    it("numbers classes that have no labels", async () => {
      const unlabelled = await Xception.from(small());
      unlabelled.dispose();
      expect(unlabelled.labels).toEqual(["0", "1", "2"]);
    });

    it("gives the pooled channels of the last map as features, with a top and without", async () => {
      const features = await xception.features([grey(3), grey(5)]);
      const map = await Xception.from(small({ top: false }));
      const ofMap = await map.features([grey(3), grey(5)]);
      map.dispose();
      expect(features.shape).toEqual([2, 128]);
      expect(ofMap.shape).toEqual([2, 128]);
      expect(features.data.some((value) => value > 0)).toBe(true);
      expect(largestDifference(ofMap.data, [...features.data])).toBeLessThan(1e-5);
    });

    it("loads what was written, with its labels and preprocessing, from a Blob, a path or an address", async () => {
      const preprocessing = { ...xception.preprocessing, resize: "nearest" } as const;
      const file = writeModel({ ...small(), labels, preprocessing });
      const path = join(folder, "model.safetensors");
      await writeFile(path, new Uint8Array(await file.arrayBuffer()));
      for (const source of [file, path, pathToFileURL(path)]) {
        const loaded = await Xception.load(source);
        const predictions = await loaded.classify(grey(7));
        loaded.dispose();
        expect(loaded.labels).toEqual(labels);
        expect(loaded.preprocessing).toEqual(preprocessing);
        expect(predictions).toEqual(await xception.classify(grey(7)));
      }
    });

    it("lets the caller's labels and preprocessing go before the file's", async () => {
      const file = writeModel({ ...small(), labels, preprocessing: xception.preprocessing });
      const loaded = await Xception.load(file, { labels: ["a", "b", "c"], preprocessing: { fit: "crop" } });
      loaded.dispose();
      expect(loaded.labels).toEqual(["a", "b", "c"]);
      expect(loaded.preprocessing).toEqual({ ...xception.preprocessing, fit: "crop" });
    });

    it("leaves the normalising to a network that does it itself", async () => {
      const { network, parameters } = small();
      const [image, ...nodes] = network.nodes;
      const rescaling = { name: "rescaling", kind: "rescaling", inputs: ["input"], options: { scale: 1 / 127.5, offset: -1 } };
      const rest = nodes.map((node) => ({ ...node, inputs: node.inputs.map((input) => (input === "input" ? "rescaling" : input)) }));
      const itself = await Xception.from({
        network: { ...network, nodes: [...(image ? [image] : []), rescaling, ...rest] },
        parameters,
        labels,
      });
      const [best] = await itself.classify(grey(7));
      itself.dispose();
      expect(itself.preprocessing).toMatchObject({ scale: 1, offset: 0 });
      expect(best?.probability).toBeCloseTo((await xception.classify(grey(7)))[0]?.probability ?? NaN, 5);
    });

    it("tells its layers with the size that images are given", () => {
      const { rows, parameters, multiplyAdds } = xception.summary();
      expect(rows.at(-1)).toMatchObject({ name: "predictions", outputShape: [3], parameters: 387 });
      expect(parameters.total).toBe(47_914 - 7 * 129);
      expect(multiplyAdds).toBe(1_511_848 - 7 * 128);
    });

    it("says what it runs on", (context) => {
      expect(xception.description).toBe(`interpret on ${context.task.suite?.name.split(" ").at(-1) ?? ""}`);
    });

    it("runs no more after dispose", async () => {
      const disposed = await Xception.from(small());
      disposed.dispose();
      await expect(disposed.predict([grey(7)])).rejects.toThrow(InputError);
    });

    it.each<[string, () => Promise<unknown>, Error]>([
      [
        "labels that are too few",
        () => Xception.from(small(), { labels: ["one"] }),
        new OptionError("[Xception.from] labels holds 1 names, but the network has 3 classes. Give one name a class."),
      ],
      [
        "a size that the network does not take",
        () => Xception.from(small(), { preprocessing: { size: 32 } }),
        new OptionError(
          "[Xception.from] preprocessing gives images of [32, 32, 1], but the network takes [28, 28, 1]. Leave size and channels out of preprocessing, or set them to what the network takes.",
        ),
      ],
      [
        "batches of no images",
        () => Xception.load(writeModel(small()), { batchSize: 0 }),
        new OptionError("[Xception.load] batchSize is 0, but must be a whole number from 1. Correct it or leave it out."),
      ],
      [
        "an executor that there is not",
        () => Xception.from(small(), { executor: "quantum" }),
        new InputError('[compile] there is no executor "quantum". Choose one of interpret, wasm.'),
      ],
      [
        "a file that is no model",
        () => Xception.load(new Blob(["something else entirely"])),
        expect.objectContaining({ name: "WeightsError" }) as WeightsError,
      ],
      [
        "a path where nothing is",
        () => Xception.load("no/such/model.keras"),
        new WeightsError("[openBlob] There is no file no/such/model.keras. Check the path."),
      ],
    ])("refuses %s", async (_, run, error) => {
      await expect(run()).rejects.toThrow(error);
    });

    it.each(["avg", "none"] as const)("does not classify with a network that ends in features (pooling %s)", async (pooling) => {
      const body = await Xception.from(small({ top: false, pooling }));
      body.dispose();
      await expect(body.classify(grey(7))).rejects.toThrow(
        new UnsuitableModelError(
          '[classify] the network "xception-mnist" ends in features, not in classes. Take features() of it, or load a model with its top.',
        ),
      );
    });

    it("finds no features in a network without a map", async () => {
      const flat = await Xception.from({
        network: { name: "flat", nodes: [{ name: "input", kind: "input", inputs: [], options: { shape: [3] } }], outputs: ["input"] },
        parameters: new Map(),
      });
      await expect(flat.features({ shape: [1, 3], data: new Float32Array(3) })).rejects.toThrow(
        new UnsuitableModelError('[features] the network "flat" has no map of an image. Take predict() of it.'),
      );
    });
  },
  ["wasm"],
);
