// The page's main job on both backends: a model and an image in, the same probabilities as in Node out.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cost, countParameters } from "@xception/network";
import { expectClose } from "@xception/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";
import { sampleDigits } from "./digits/sample-digits.ts";
import { encodeBitmap, patternPixels } from "./page/bitmap.ts";
import { describeInChromium } from "./page/describe-in-chromium.ts";
import { eventually } from "./page/eventually.ts";
import { drawStrokes } from "./page/draw-strokes.ts";
import { modelFacts, modelOpened, previewPixels, probabilitiesOf } from "./page/read-page.ts";
import { classifyInNode, smallModel, writeSmallModel } from "./page/small-model.ts";

const path = join(mkdtempSync(join(tmpdir(), "viewer-")), "small.safetensors");
const pattern = patternPixels(45, 31);
const image = { name: "pattern.bmp", mimeType: "image/bmp", buffer: encodeBitmap(pattern) };
const total = new Intl.NumberFormat("en");

describe.each(["wasm", "webgpu"])("the viewer on %s", (backend) => {
  describeInChromium("in Chromium", { webgpu: backend === "webgpu" }, (open) => {
    let served: Awaited<ReturnType<typeof serveViewer>>;
    beforeAll(async () => {
      await writeSmallModel(path);
      served = await serveViewer({ model: path, port: 0 });
    });
    afterAll(() => served.close());
    const address = (): string => `${served.address}&backend=${backend}`;

    it("opens the model that the address names, and says what it is", async () => {
      const page = await open(address());
      await modelOpened(page, "small.safetensors");
      expect(await page.locator("#backend strong").innerText()).toBe(backend);
      expect(await modelFacts(page)).toMatchObject({
        Input: "28 × 28 × 1",
        Classes: "10",
        Labels: "zero, one, …",
        Outputs: "probabilities",
        Parameters: total.format(countParameters(smallModel.network).total),
      });
    });

    it("lists every layer with the network's own totals, and narrows the list", async () => {
      const page = await open(address());
      await modelOpened(page, "small.safetensors");
      const { nodes } = smallModel.network;
      expect(await page.locator("#layer-table tbody tr").count()).toBe(nodes.length);
      expect(await page.locator("#layer-table tfoot td").allInnerTexts()).toEqual([
        "",
        "",
        total.format(countParameters(smallModel.network).total),
        total.format(cost(smallModel.network).total),
      ]);
      await page.locator("#layer-filter").fill("SEPARABLE");
      const separable = nodes.filter(({ kind }) => kind === "separableConv").length;
      expect(await page.locator("#layer-count").innerText()).toBe(`${separable} of ${nodes.length} layers`);
      expect(await page.locator("#layer-table tbody tr:visible").count()).toBe(separable);
    });

    it("classifies an image as Node does, and shows the best classes as bars", async () => {
      const page = await open(address());
      await page.locator("#pick-images").setInputFiles(image);
      const probabilities = await probabilitiesOf(page, image.name);
      const expected = await classifyInNode(pattern);
      await expectClose({ shape: [10], data: probabilities }, { shape: [10], data: expected }, { tolerance: 1e-4 });
      const best = expected.indexOf(Math.max(...expected));
      const shown = await page.locator("#results .bars li").allInnerTexts();
      expect(shown).toHaveLength(5);
      expect(shown[0]).toContain(smallModel.labels[best]);
      expect(shown[0]).toContain(`${((expected[best] as number) * 100).toFixed(1)} %`);
      expect(await page.locator("#results .time").innerText()).toMatch(new RegExp(`^[\\d.]+ m?s on ${backend} · decoding .*, preparing `));
      await eventually(() => page.locator("#announcement").innerText()).toMatch(/^pattern\.bmp: \w+, [\d.]+ percent\.$/);
    });

    it("classifies a drawn digit in the form that MNIST has", async () => {
      const page = await open(address());
      await modelOpened(page, "small.safetensors");
      await drawStrokes(page, sampleDigits[4] ?? []);
      await page.locator("#digit-result .bars li").nth(9).waitFor();
      const data = await previewPixels(page);
      expect(data.filter((level) => level > 128).length).toBeGreaterThan(50);
      const expected = await classifyInNode({ width: 28, height: 28, channels: 1, data });
      await eventually(() => page.locator("#digit-result .number").allInnerTexts()).toEqual(
        expected.map((probability) => `${(probability * 100).toFixed(1)} %`),
      );
      await page.locator("#digit-clear").click();
      await eventually(() => page.locator("#digit-result").innerText()).toBe("The answer comes as you draw.");
    });
  });
});
