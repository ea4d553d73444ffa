import * as tf from "@tensorflow/tfjs-core";
import { expect, it, vi } from "vitest";

import { BackendError } from "../backend-error.ts";
import { startBackend } from "../node/start-backend.ts";
import { activate } from "./activate.ts";

it("leaves the current backend as it was where another does not start", async () => {
  // TensorFlow.js prints the stack of what it could not start.
  vi.spyOn(console, "warn").mockReturnValue(undefined);
  await startBackend("cpu");
  tf.registerBackend("webgpu", () => Promise.reject(new Error("no graphics card")));
  await expect(activate("webgpu", "Put one in.")).rejects.toThrow(
    new BackendError("the backend webgpu does not start here.", "Put one in."),
  );
  expect(tf.getBackend()).toBe("cpu");
  expect(Array.from(await tf.add([1], [2]).data())).toEqual([3]);
});

it("says so where a backend has not even registered itself", async () => {
  await expect(activate("wasm", "Load it.")).rejects.toThrow(new BackendError("the backend wasm does not start here.", "Load it."));
  expect(tf.getBackend()).toBe("cpu");
});
