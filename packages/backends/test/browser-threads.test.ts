// Threads of our kernels in a page that is cross-origin isolated, and one thread in a page that is not.
import { expectClose } from "@xception/testing";
import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";

import { call, openPages } from "./page/open-pages.ts";

const nothing = { shape: [], data: [] };
const wasmOf = async (page: Page): Promise<string | undefined> =>
  (await call(page, "diagnose")).find(({ name }) => name === "wasm")?.detail;

describe("a page that is isolated from other origins", () => {
  const { open, address } = openPages({ isolated: true });

  it("gives the same loss and gradients on one thread, on two and on three, on its main thread", async () => {
    const page = await open();
    expect(await call(page, "start", "wasm", { threads: 2 })).toEqual({ current: "wasm", sum: 3, error: undefined });
    const two = await call(page, "computeStep");
    expect(await wasmOf(page)).toBe("WebAssembly with SIMD, 2 threads");
    await call(page, "start", "wasm", { threads: 1 });
    const one = await call(page, "computeStep");
    await call(page, "start", "wasm", { threads: 3 });
    const three = await call(page, "computeStep");
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    await call(page, "start", "cpu");
    const [found, expected] = [one, await call(page, "computeStep")].map((data) => ({ shape: [data.length], data }));
    // Sums over thousands of pixels, in float32 on both backends.
    await expectClose(found ?? nothing, expected ?? nothing, { tolerance: 2e-4 });
  });

  it("downloads one binary, and starts no worker besides those that it was asked for", async () => {
    const page = await open();
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    await call(page, "start", "wasm", { threads: 3 });
    expect(requested.filter((url) => url.startsWith(address()) && url.endsWith(".wasm")).length).toBe(1);
    expect(page.workers().length).toBe(2);
  });

  it("shares the memory of TensorFlow.js' own threads where wasm was started without a number", async () => {
    const page = await open();
    await call(page, "start", "wasm");
    const before = await call(page, "computeStep");
    expect(await call(page, "start", "wasm", { threads: 2 })).toEqual({ current: "wasm", sum: 3, error: undefined });
    expect(await call(page, "computeStep")).toEqual(before);
    expect(await wasmOf(page)).toBe("WebAssembly with SIMD, 2 threads");
  });

  it("says when threads come too late, and what they need", async () => {
    const page = await open();
    await call(page, "start", "wasm", { threads: 1 });
    expect((await call(page, "start", "wasm", { threads: 2 })).error).toBe(
      "BackendError: [startBackend] the backend wasm runs already, and its memory is one thread's. Ask for threads when it starts first.",
    );
    const other = await open();
    await call(other, "start", "cpu");
    expect(await call(other, "start", "wasm", { threads: 2, wasmPaths: `${address()}nowhere/` })).toMatchObject({
      current: "cpu",
      error: `BackendError: [startBackend] threads need TensorFlow.js' binary, which did not come from ${address()}nowhere/tfjs-backend-wasm-simd.wasm: the server answered 200 with text/html. Serve the .wasm files of @tensorflow/tfjs-backend-wasm, and name their addresses by \`wasmPaths\`.`,
    });
    expect((await call(other, "start", "wasm", { threads: 2, wasmPaths: undefined })).error).toBe(
      "BackendError: [startBackend] 2 threads were asked for without the addresses of TensorFlow.js' binaries. Name them by `wasmPaths`, or leave out the threads.",
    );
  });
});

describe("a page that is not isolated", () => {
  const { open } = openPages({ isolated: false });

  it("computes the same on one thread, however many are asked for", async () => {
    const page = await open();
    expect(await call(page, "start", "wasm", { threads: 2 })).toEqual({ current: "wasm", sum: 3, error: undefined });
    const numbers = await call(page, "computeStep");
    expect(await wasmOf(page)).toBe("WebAssembly with SIMD, 1 thread");
    const plain = await open();
    await call(plain, "start", "wasm");
    expect(await call(plain, "computeStep")).toEqual(numbers);
  });
});
