// Real photos through a real Keras file in the page: Keras' classes, and its numbers: the browser decodes these photos to Pillow's bytes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";
import golden from "./golden/kitchenware.json" with { type: "json" };
import { describeInChromium } from "./page/describe-in-chromium.ts";
import { modelFacts, modelOpened, outputsOf } from "./page/read-page.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = join(process.env["XCEPTION_REAL_MODELS"] ?? join(root, ".cache/real-models"), "kitchenware");
const model = join(folder, "model.keras");
const names = Object.keys(golden.photos) as (keyof typeof golden.photos)[];
const labels = { name: "labels.txt", mimeType: "text/plain", buffer: Buffer.from(golden.classes.join("\n")) };

// A graphics card imitated in software takes some seconds a photo: one is enough there.
describe.each([
  ["wasm", names],
  ["webgpu", names.slice(0, 1)],
] as const)("real photos on %s", (backend, photos) => {
  describeInChromium("in Chromium", { webgpu: backend === "webgpu" }, (open) => {
    let served: Awaited<ReturnType<typeof serveViewer>> | undefined;
    beforeAll(async () => {
      if (existsSync(model)) served = await serveViewer({ model, port: 0 });
    });
    beforeEach((context) => {
      if (served) return;
      if (process.env["CI"] === "true") throw new Error(`there is no ${model}: scripts/real-models.sh`);
      context.skip("the real models are missing: scripts/real-models.sh");
    });
    afterAll(() => served?.close());

    it(`gives Keras' class for each of ${photos.length}, each output within 0.01`, async () => {
      const page: Page = await open(`${served?.address ?? ""}&size=150&resize=nearest&backend=${backend}`);
      await modelOpened(page, "model.keras");
      expect(await page.locator("#backend strong").innerText()).toBe(backend);
      expect(await modelFacts(page)).toMatchObject({ Classes: "6", Outputs: "logits" });
      await page.locator("#pick-labels").setInputFiles(labels);
      await page.locator("#pick-images").setInputFiles(photos.map((name) => join(folder, "images", name)));
      for (const name of photos) {
        const outputs = await outputsOf(page, name);
        golden.photos[name].outputs.forEach((expected, index) => {
          expect(Math.abs((outputs[index] as number) - expected), `${name}, output ${index}`).toBeLessThan(0.01);
        });
        const card = page.locator("#results > li", { has: page.locator(`img[alt="${name}"]`) });
        expect(await card.locator(".label").first().innerText()).toBe(golden.photos[name].predicted);
      }
    });
  });
});
