// What pages call, as far as it goes without one.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "@xception/backends";
import { diagnoseBackends, startBackend } from "@xception/backends/browser";
import { afterEach, expect, it, vi } from "vitest";

const wasmPaths = join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")), "wasm-out/");
const noWebgpu = "Open the page by https or from localhost in a browser that has WebGPU, or start wasm.";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("starts wasm from the folder that it is given", async () => {
  await startBackend("wasm", { wasmPaths });
  expect(tf.getBackend()).toBe("wasm");
  expect(Array.from(await tf.add([1], [2]).data())).toEqual([3]);
});

it("says that the browser has no WebGPU, and keeps the backend that it had", async () => {
  vi.stubGlobal("navigator", {});
  await startBackend("cpu");
  await expect(startBackend("webgpu")).rejects.toThrow(new BackendError("this browser offers no WebGPU here.", noWebgpu));
  expect(tf.getBackend()).toBe("cpu");
});

it("diagnoses with the same options", async () => {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: () => Promise.resolve(null) } });
  const found = await diagnoseBackends({ wasmPaths });
  expect(found.map(({ name, available }) => `${name} ${available}`)).toEqual(["cpu true", "wasm true", "webgpu false"]);
  expect(found[2]).toMatchObject({ detail: "WebGPU finds no graphics adapter." });
});
