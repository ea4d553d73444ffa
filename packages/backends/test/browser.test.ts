// Backends in headless Chromium, with WebGPU (its software renderer) and without; Vite builds the page as it would for a user.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { BackendName } from "@xception/backends";
import { chromiumPath, missingChromium } from "@xception/testing";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { build, preview, type PreviewServer } from "vite";

import type { TestPage, Trial } from "./page/page.ts";

const root = fileURLToPath(new URL("page", import.meta.url));
const conditions = [...(process.env["TEST_BUILT"] ? [] : ["@xception/source"]), "module", "browser", "production"];

describe("a page in Chromium", () => {
  let reason: string | undefined;
  let server: PreviewServer | undefined;
  let address: string;
  let folder: string | undefined;
  const browsers: Browser[] = [];

  beforeAll(async () => {
    reason = missingChromium();
    if (reason !== undefined) return;
    folder = mkdtempSync(join(tmpdir(), "xception-backends-"));
    const outDir = join(folder, "page");
    await build({
      root,
      configFile: false,
      logLevel: "error",
      resolve: { conditions },
      build: { outDir, assetsInlineLimit: 0, minify: false },
    });
    server = await preview({ root, configFile: false, logLevel: "error", build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
    address = server.resolvedUrls?.local[0] ?? "";
  }, 120_000);
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  const open = async (flags: string[]): Promise<Page> => {
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", ...flags] });
    browsers.push(browser);
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => "testPage" in globalThis);
    return page;
  };
  const start = (page: Page, name: BackendName, paths?: string): Promise<Trial> =>
    page.evaluate(([backend, wasmPaths]) => (globalThis as unknown as { testPage: TestPage }).testPage.start(backend, wasmPaths), [
      name,
      paths,
    ] as const);
  const withWebgpu = ["--enable-unsafe-webgpu"];

  it.each(["cpu", "wasm", "webgpu"] as const)("computes on %s", async (name) => {
    expect(await start(await open(withWebgpu), name)).toEqual({ current: name, sum: 3, error: undefined });
  });

  it("downloads only the backend that it starts", async () => {
    const page = await open(withWebgpu);
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url().slice(address.length)));
    await start(page, "cpu");
    expect(requested.filter((url) => /wasm|webgpu/i.test(url))).toEqual([]);
    await start(page, "wasm");
    expect(requested.filter((url) => url.endsWith(".wasm")).length).toBe(1);
    expect(requested.filter((url) => /webgpu/i.test(url))).toEqual([]);
  });

  it("says that there is no adapter, and goes on with the backend that it had", async () => {
    const page = await open([]);
    await start(page, "cpu");
    expect(await start(page, "webgpu")).toEqual({
      current: "cpu",
      sum: undefined,
      error:
        "BackendError: [startBackend] WebGPU finds no graphics adapter. Allow hardware acceleration in the browser's settings, update the graphics driver, or start wasm.",
    });
  });

  it("says where the .wasm files must be, and that only a new page tries again", async () => {
    const page = await open([]);
    await start(page, "cpu");
    const missing =
      "BackendError: [startBackend] the backend wasm does not start here. Serve the .wasm files of @tensorflow/tfjs-backend-wasm, name their addresses by `wasmPaths`, and reload the page.";
    expect(await start(page, "wasm", `${address}nowhere/`)).toEqual({ current: "cpu", sum: undefined, error: missing });
    const again = "BackendError: [startBackend] the backend wasm failed before in this page. Reload the page.";
    expect(await start(page, "wasm")).toEqual({ current: "cpu", sum: undefined, error: again });
  });

  it("is examined by the doctor, and has no backend afterwards where it had none", async () => {
    const page = await open(withWebgpu);
    const found = await page.evaluate(() => (globalThis as unknown as { testPage: TestPage }).testPage.diagnose());
    expect(found).toMatchObject([
      { name: "cpu", available: true },
      { name: "wasm", available: true, detail: "WebAssembly with SIMD, 1 thread" },
      { name: "webgpu", available: true, detail: expect.stringMatching(/swiftshader.*: imitated in software, slow/) as string },
    ]);
    expect(await page.evaluate(() => (globalThis as unknown as { testPage: TestPage }).testPage.current())).toBeUndefined();
    expect(await start(page, "wasm")).toEqual({ current: "wasm", sum: 3, error: undefined });
  });
});
