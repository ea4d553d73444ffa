// Backends in headless Chromium, with WebGPU (its software renderer) and without; Vite builds the page as it would for a user.
import type { BackendName } from "@xception/backends";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { call, openPages } from "./page/open-pages.ts";
import type { Trial } from "./page/page.ts";

describe("a page in Chromium", () => {
  const { open, address } = openPages({ isolated: false });
  const start = (page: Page, name: BackendName, wasmPaths?: string): Promise<Trial> =>
    call(page, "start", name, wasmPaths === undefined ? {} : { wasmPaths });
  const withWebgpu = ["--enable-unsafe-webgpu"];

  it.each(["cpu", "wasm", "webgpu"] as const)("computes on %s", async (name) => {
    expect(await start(await open(withWebgpu), name)).toEqual({ current: name, sum: 3, error: undefined });
  });

  it("downloads only the backend that it starts", async () => {
    const page = await open(withWebgpu);
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url().slice(address().length)));
    await start(page, "cpu");
    expect(requested.filter((url) => /wasm|webgpu/i.test(url))).toEqual([]);
    await start(page, "wasm");
    expect(requested.filter((url) => url.endsWith(".wasm")).length).toBe(1);
    expect(requested.filter((url) => /webgpu/i.test(url))).toEqual([]);
  });

  it("says that there is no adapter, and goes on with the backend that it had", async () => {
    const page = await open();
    await start(page, "cpu");
    expect(await start(page, "webgpu")).toEqual({
      current: "cpu",
      sum: undefined,
      error:
        "BackendError: [startBackend] WebGPU finds no graphics adapter. Allow hardware acceleration in the browser's settings, update the graphics driver, or start wasm.",
    });
  });

  it("says where the .wasm files must be, and that only a new page tries again", async () => {
    const page = await open();
    await start(page, "cpu");
    const missing =
      "BackendError: [startBackend] the backend wasm does not start here. Serve the .wasm files of @tensorflow/tfjs-backend-wasm, name their addresses by `wasmPaths`, and reload the page.";
    expect(await start(page, "wasm", `${address()}nowhere/`)).toEqual({ current: "cpu", sum: undefined, error: missing });
    const again = "BackendError: [startBackend] the backend wasm failed before in this page. Reload the page.";
    expect(await start(page, "wasm")).toEqual({ current: "cpu", sum: undefined, error: again });
  });

  it("is examined by the doctor, and has no backend afterwards where it had none", async () => {
    const page = await open(withWebgpu);
    const found = await call(page, "diagnose");
    expect(found).toMatchObject([
      { name: "cpu", available: true },
      { name: "wasm", available: true, detail: "WebAssembly with SIMD, 1 thread" },
      { name: "webgpu", available: true, detail: expect.stringMatching(/swiftshader.*: imitated in software, slow/) as string },
    ]);
    expect(await call(page, "current")).toBeUndefined();
    expect(await start(page, "wasm")).toEqual({ current: "wasm", sum: 3, error: undefined });
  });
});
