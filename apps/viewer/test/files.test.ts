// How files come in, and what the page does with those that it cannot use.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";
import { encodeBitmap, patternPixels } from "./page/bitmap.ts";
import { describeInChromium } from "./page/describe-in-chromium.ts";
import { eventually } from "./page/eventually.ts";
import { dropFiles, pasteFiles } from "./page/drop-files.ts";
import { alertSentences, modelFacts, modelOpened, probabilitiesOf } from "./page/read-page.ts";
import { classifyInNode, smallModel, writeSmallModel } from "./page/small-model.ts";

const folder = mkdtempSync(join(tmpdir(), "viewer-"));
const path = join(folder, "small.safetensors");
const bitmap = (name: string, width = 28, height = 28): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: "image/bmp",
  buffer: encodeBitmap(patternPixels(width, height)),
});
const text = (name: string, content: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
});

describeInChromium("files in the viewer", { webgpu: false }, (open) => {
  let served: Awaited<ReturnType<typeof serveViewer>>;
  let empty: string;
  beforeAll(async () => {
    await writeSmallModel(path);
    served = await serveViewer({ model: path, port: 0 });
    empty = new URL("/", served.address).href;
  });
  afterAll(() => served.close());

  async function openSmall(): Promise<Page> {
    const page = await open(served.address);
    await modelOpened(page, "small.safetensors");
    return page;
  }

  it("says which backend it computes on, and why it is not a faster one", async () => {
    const page = await open(empty);
    await eventually(() => page.locator("#backend").innerText()).toMatch(
      /^wasm · (1 thread|\d+ threads) · WebGPU finds no graphics adapter\.$/,
    );
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it("runs a model on wasm's threads in a built, minified page", async () => {
    const page = await openSmall();
    const processors = await page.evaluate(() => navigator.hardwareConcurrency);
    const threads = Math.min(processors, Math.max(2, processors >> 1));
    // The threads of the executor are workers of the engine, made from blobs; the engine itself is one of them.
    await eventually(() => Promise.resolve(page.workers().filter((worker) => worker.url().startsWith("blob:")).length)).toBe(threads - 1);
    expect(await page.locator("#backend").innerText()).toContain(`wasm · ${threads === 1 ? "1 thread" : `${threads} threads`} · `);
  });

  it("falls back from a backend that does not start, and says why", async () => {
    const page = await open(`${empty}?backend=webgpu`);
    await eventually(() => page.locator("#backend").innerText()).toMatch(/^wasm · .* · WebGPU finds no graphics adapter\.$/);
  });

  it("opens a model that is picked", async () => {
    const page = await open(empty);
    await page.locator("#pick-model").setInputFiles(path);
    await modelOpened(page, "small.safetensors");
    expect(await page.locator("#announcement").innerText()).toBe("small.safetensors is open: 10 classes.");
  });

  it("opens a model and classifies images that are dropped together", async () => {
    const page = await open(empty);
    await dropFiles(page, [bitmap("first.bmp"), path, bitmap("second.bmp", 40, 30)]);
    await modelOpened(page, "small.safetensors");
    await probabilitiesOf(page, "first.bmp");
    await probabilitiesOf(page, "second.bmp");
    expect(await alertSentences(page)).toEqual([]);
  });

  it("keeps images that came before any model, and classifies them when one comes", async () => {
    const page = await open(empty);
    await page.locator("#pick-images").setInputFiles(bitmap("early.bmp"));
    expect(await page.locator("#results .time").innerText()).toBe("waiting…");
    await page.locator("#pick-model").setInputFiles(path);
    expect(await probabilitiesOf(page, "early.bmp")).toHaveLength(10);
  });

  it("classifies an image that is pasted", async () => {
    const page = await openSmall();
    await pasteFiles(page, [bitmap("pasted.bmp")]);
    expect(await probabilitiesOf(page, "pasted.bmp")).toHaveLength(10);
  });

  it("classifies again when the preparation changes, as Node does with the same", async () => {
    const page = await openSmall();
    await page.locator("#pick-images").setInputFiles(bitmap("wide.bmp", 60, 20));
    const before = await probabilitiesOf(page, "wide.bmp");
    await page.locator("[name=resize]").selectOption("nearest");
    await page.locator("[name=fit]").selectOption("crop");
    await page.locator("[name=range]").selectOption("unit");
    const expected = await classifyInNode(patternPixels(60, 20), {
      ...smallModel.preprocessing,
      resize: "nearest",
      fit: "crop",
      scale: 1 / 255,
      offset: 0,
    });
    const distance = (probabilities: readonly number[]): number =>
      Math.max(...probabilities.map((probability, index) => Math.abs(probability - (expected[index] as number))));
    expect(distance(before)).toBeGreaterThan(1e-4);
    await eventually(async () => distance(await probabilitiesOf(page, "wide.bmp"))).toBeLessThan(1e-4);
  });

  it("fixes the size where the network does", async () => {
    const page = await openSmall();
    expect(await page.locator("[name=height]").isDisabled()).toBe(true);
    expect(await page.locator("[name=height]").inputValue()).toBe("28");
  });

  it("takes labels from a file in place of the model's", async () => {
    const page = await openSmall();
    await page.locator("#pick-images").setInputFiles(bitmap("image.bmp"));
    await probabilitiesOf(page, "image.bmp");
    await dropFiles(page, [text("labels.json", JSON.stringify(Array.from({ length: 10 }, (_, index) => `kind ${index}`)))]);
    await eventually(async () => (await modelFacts(page))["Labels"]).toBe("kind 0, kind 1, …");
    expect(await page.locator("#results .label").first().innerText()).toMatch(/^kind \d$/);
  });

  it("refuses labels that are too few, and keeps the ones before", async () => {
    const page = await openSmall();
    await page.locator("#pick-labels").setInputFiles(text("labels.txt", "cat\ndog\n"));
    await eventually(() => alertSentences(page)).toEqual([
      "[labels] labels.txt has 2 labels, but small.safetensors has 10 classes. Open the list that belongs to it.",
    ]);
    expect((await modelFacts(page))["Labels"]).toBe("zero, one, …");
  });

  it("refuses a model that is none with a sentence, and loses nothing", async () => {
    const page = await openSmall();
    await page.locator("#pick-images").setInputFiles(bitmap("image.bmp"));
    const before = await probabilitiesOf(page, "image.bmp");
    await page.locator("#pick-model").setInputFiles(text("wrong.keras", "<html>not found</html>"));
    await eventually(() => alertSentences(page)).toHaveLength(1);
    expect((await alertSentences(page))[0]).toMatch(/^\[\w+\] .*web page.*\.$/);
    expect(await page.locator("#model-facts .file-name").innerText()).toBe("small.safetensors");
    await page.locator("#pick-images").setInputFiles(bitmap("later.bmp"));
    expect(await probabilitiesOf(page, "later.bmp")).toEqual(before);
    expect(await alertSentences(page)).toEqual([]);
  });

  it("refuses an image that cannot be read, and goes on with the others", async () => {
    const page = await openSmall();
    await page.locator("#pick-images").setInputFiles([{ ...text("torn.png", "no picture"), mimeType: "image/png" }, bitmap("whole.bmp")]);
    await probabilitiesOf(page, "whole.bmp");
    expect(await alertSentences(page)).toEqual([expect.stringMatching(/^\[decodeImage\] torn\.png cannot be read as an image/)]);
    expect(await page.locator("#results > li").count()).toBe(1);
  });

  it("names a file that it has no use for, until that is dismissed", async () => {
    const page = await openSmall();
    await dropFiles(page, [text("paper.pdf", "%PDF")]);
    expect(await alertSentences(page)).toEqual([
      "[open] paper.pdf: neither a model (.safetensors, .keras, .h5, .hdf5), an image, nor a list of labels (.txt, .json, .csv). Choose one of these.",
    ]);
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await alertSentences(page)).toEqual([]);
  });

  it("says that an address holds no model", async () => {
    const page = await open(`${empty}?model=/models/none.keras`, { expected: /404/ });
    await eventually(() => alertSentences(page)).toEqual([expect.stringMatching(/none\.keras answered 404 instead of a file\./)]);
  });

  it("says what the address should hold", async () => {
    const page = await open(`${empty}?resize=lanczos`);
    await eventually(() => alertSentences(page)).toEqual(['[address] resize is "lanczos". Choose one of nearest, bilinear, bicubic.']);
  });

  it("clears the images", async () => {
    const page = await openSmall();
    await page.locator("#pick-images").setInputFiles([bitmap("a.bmp"), bitmap("b.bmp")]);
    await probabilitiesOf(page, "b.bmp");
    await page.getByRole("button", { name: "Clear" }).first().click();
    expect(await page.locator("#results > li").count()).toBe(0);
  });
});

describeInChromium("the viewer beside an imitated graphics card", { webgpu: true }, (open) => {
  it("computes on the processor itself, and says why", async () => {
    const served = await serveViewer({ port: 0 });
    const page = await open(served.address);
    await eventually(() => page.locator("#backend").innerText()).toMatch(/^wasm · .* · WebGPU is only imitated in software here\.$/);
    await served.close();
  });
});
