// The page for those who use a keyboard, listen to it, or read it in the dark.
import { readFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";
import { encodeBitmap, patternPixels } from "./page/bitmap.ts";
import { describeInChromium } from "./page/describe-in-chromium.ts";
import { eventually } from "./page/eventually.ts";
import { modelOpened, previewPixels, probabilitiesOf } from "./page/read-page.ts";
import { writeSmallModel } from "./page/small-model.ts";

const path = join(mkdtempSync(join(tmpdir(), "viewer-")), "small.safetensors");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const image = { name: "pattern.bmp", mimeType: "image/bmp", buffer: encodeBitmap(patternPixels(28, 28)) };
const wrong = { name: "wrong.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") };

/** Rules that the page breaks, with the places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

describeInChromium("the viewer for everyone", { webgpu: false }, (open) => {
  let served: Awaited<ReturnType<typeof serveViewer>>;
  beforeAll(async () => {
    await writeSmallModel(path);
    served = await serveViewer({ model: path, port: 0 });
  });
  afterAll(() => served.close());

  it.each(["light", "dark"] as const)("breaks no rule of axe-core in %s, empty and full", async (colorScheme) => {
    const page = await open(new URL("/", served.address).href, { colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.locator("#pick-model").setInputFiles(path);
    await modelOpened(page, "small.safetensors");
    await page.locator("#pick-images").setInputFiles([image, wrong]);
    await probabilitiesOf(page, image.name);
    await page.locator("#alerts p").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("keeps within a phone's width", async () => {
    const page = await open(served.address, { viewport: { width: 360, height: 740 } });
    await modelOpened(page, "small.safetensors");
    await page.locator("#pick-images").setInputFiles(image);
    await probabilitiesOf(page, image.name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it("is walked through with Tab, each stop with a name and visible", async () => {
    const page = await open(served.address);
    await modelOpened(page, "small.safetensors");
    const stops: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
        // A file input is drawn by its label.
        const drawn = focused.matches("input[type=file]") ? (focused.nextElementSibling ?? focused) : focused;
        return {
          name: focused.id || focused.getAttribute("name") || focused.textContent.trim(),
          outlined: getComputedStyle(drawn).outlineStyle,
        };
      });
      if (!stop || stops.includes(stop.name)) break;
      stops.push(stop.name);
      expect(stop.outlined, `outline of ${stop.name}`).toBe("solid");
    }
    expect(stops).toEqual([
      "Skip to the results",
      "pick-model",
      "pick-labels",
      "pick-images",
      "Draw a digit",
      "digit-canvas",
      "digit-undo",
      "digit-clear",
      "resize",
      "fit",
      "range",
      "layer-filter",
      "layer-table",
    ]);
  });

  it("lets the keyboard draw, undo and clear", async () => {
    const page = await open(served.address);
    await modelOpened(page, "small.safetensors");
    await page.locator("#digit-canvas").focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.locator("#digit-result .bars").waitFor();
    const ink = async (): Promise<number> => (await previewPixels(page)).reduce((sum, level) => sum + level, 0) / 255;
    expect(await ink()).toBeGreaterThan(40);
    await page.keyboard.press("Backspace");
    expect(await ink()).toBe(0);
  });

  it("tells those who listen what an image is", async () => {
    const page = await open(served.address);
    await page.locator("#pick-images").setInputFiles(image);
    await probabilitiesOf(page, image.name);
    await eventually(() => page.getByRole("status").first().innerText()).toMatch(/^pattern\.bmp: \w+, [\d.]+ percent\.$/);
    await eventually(() => page.getByRole("list", { name: "Results" }).getByRole("img", { name: "pattern.bmp" }).count()).toBe(1);
    expect(await page.getByRole("table", { name: "Layers" }).getByRole("columnheader").allInnerTexts()).toEqual([
      "Layer",
      "Kind",
      "Output shape",
      "Parameters",
      "Multiply-adds",
    ]);
  });
});
