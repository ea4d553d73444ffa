// Real files in the page. Photos through an Xception of Keras 3: Keras' classes and its numbers, for the browser decodes these photos to
// Pillow's bytes. An image through a mini-Xception of Keras 2: the numbers of Node, which tests of `exchange` hold against Keras'.
import { existsSync, openAsBlob } from "node:fs";
import { startBackend } from "@xception/backends/node";
import { openModel } from "@xception/exchange";
import { compile } from "@xception/network";
import { preprocess, xceptionPreprocessing } from "@xception/preprocessing";
import { expectClose, realModel, realModelPath } from "@xception/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";
import golden from "./golden/kitchenware.json" with { type: "json" };
import { encodeBitmap, patternPixels } from "./page/bitmap.ts";
import { describeInChromium } from "./page/describe-in-chromium.ts";
import { modelFacts, modelOpened, outputsOf } from "./page/read-page.ts";

const [kitchenwareName, emotionName] = ["kitchenware/model.keras", "fer/emotion_model.hdf5"];
const [kitchenware, emotion] = [realModelPath(kitchenwareName), realModelPath(emotionName)];
const names = Object.keys(golden.photos) as (keyof typeof golden.photos)[];
const labels = { name: "labels.txt", mimeType: "text/plain", buffer: Buffer.from(golden.classes.join("\n")) };
const pattern = patternPixels(80, 60);
const image = { name: "pattern.bmp", mimeType: "image/bmp", buffer: encodeBitmap(pattern) };

/** Skips every test of a block where the real models are missing, except in CI, where that fails. */
function needRealModels(): void {
  beforeEach(({ skip }) => {
    for (const name of [kitchenwareName, emotionName]) realModel(name, skip);
  });
}

// A graphics card imitated in software takes half a minute a photo: one is enough there.
describe.each([
  ["wasm", names],
  ["webgpu", names.slice(0, 1)],
] as const)("real photos on %s", (backend, photos) => {
  describeInChromium("in Chromium", { webgpu: backend === "webgpu" }, (open) => {
    let served: Awaited<ReturnType<typeof serveViewer>> | undefined;
    needRealModels();
    beforeAll(async () => {
      if (existsSync(kitchenware)) served = await serveViewer({ model: kitchenware, port: 0 });
    });
    afterAll(() => served?.close());

    it(`gives Keras' class for each of ${photos.length}, and its numbers`, async () => {
      const page = await open(`${served?.address ?? ""}&size=150&resize=nearest&backend=${backend}`);
      await modelOpened(page, "model.keras");
      expect(await page.locator("#backend strong").innerText()).toBe(backend);
      expect(await modelFacts(page)).toMatchObject({ Classes: "6", Outputs: "logits" });
      await page.locator("#pick-labels").setInputFiles(labels);
      await page.locator("#pick-images").setInputFiles(photos.map((name) => realModelPath(`kitchenware/images/${name}`)));
      for (const name of photos) {
        const outputs = await outputsOf(page, name);
        // Two orders of summation apart; a photo that were decoded to other bytes would be off by a hundredth.
        await expectClose({ shape: [6], data: outputs }, { shape: [6], data: golden.photos[name].outputs }, { tolerance: 1e-3 });
        const card = page.locator("#results > li", { has: page.locator(`img[alt="${name}"]`) });
        expect(await card.locator(".label").first().innerText()).toBe(golden.photos[name].predicted);
      }
    });
  });
});

describeInChromium("a Keras 2 file in the viewer", { webgpu: false }, (open) => {
  let served: Awaited<ReturnType<typeof serveViewer>>;
  needRealModels();
  beforeAll(async () => {
    served = await serveViewer({ port: 0 });
  });
  afterAll(() => served.close());

  it("is opened when it is picked, and gives the numbers of Node", async () => {
    const page = await open(served.address);
    await page.locator("#pick-model").setInputFiles(emotion);
    await modelOpened(page, "emotion_model.hdf5");
    expect(await modelFacts(page)).toMatchObject({ Input: "64 × 64 × 1", Classes: "7", Parameters: "58,423", Outputs: "probabilities" });
    await page.locator("#pick-images").setInputFiles(image);
    const outputs = await outputsOf(page, image.name);

    await startBackend("wasm");
    const { network, parameters } = await openModel(await openAsBlob(emotion));
    const executable = await compile(network, parameters);
    const data = preprocess(pattern, xceptionPreprocessing({ size: 64, channels: 1 }));
    const answer = await executable.run({ shape: [1, 64, 64, 1], data });
    executable.dispose();
    await expectClose({ shape: [1, 7], data: outputs }, answer.outputs[0] ?? { shape: [], data: [] }, { tolerance: 1e-4 });
  });
});
