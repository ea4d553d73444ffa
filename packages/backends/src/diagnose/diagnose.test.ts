import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";

import { BackendError } from "../backend-error.ts";
import { backendNames } from "../backend-name.ts";
import { startBackend } from "../node/start-backend.ts";
import { diagnose } from "./diagnose.ts";

it("tells what is wrong from what would mend it, and makes no backend current where none was", async () => {
  const found = await diagnose(backendNames, async (name) => {
    if (name === "webgpu") throw new BackendError("webgpu found no graphics driver.", "Install one.");
    await startBackend(name);
  });
  expect(found.map(({ name, available }) => [name, available])).toEqual([
    ["cpu", true],
    ["wasm", true],
    ["webgpu", false],
  ]);
  expect(found[0]).toEqual({ name: "cpu", available: true, detail: "plain JavaScript: exact, but slow" });
  expect(found[1]?.detail).toMatch(/^WebAssembly with(out)? SIMD, \d+ threads?$/);
  expect(found[2]).toEqual({ name: "webgpu", available: false, detail: "webgpu found no graphics driver.", remedy: "Install one." });
  expect(tf.getBackend()).toBeUndefined();
});

it("leaves the current backend current", async () => {
  await startBackend("wasm");
  await diagnose(backendNames, startBackend);
  expect(tf.getBackend()).toBe("wasm");
  expect(Array.from(await tf.add([1], [2]).data())).toEqual([3]);
});

it("hides no mistake of its own as an absent backend", async () => {
  await expect(diagnose(backendNames, () => Promise.reject(new TypeError("a mistake")))).rejects.toThrow(TypeError);
  expect(tf.getBackend()).toBe("wasm");
});
