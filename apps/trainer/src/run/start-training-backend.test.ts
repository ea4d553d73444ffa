import { BackendError, type NodeBackendName } from "@xception/backends";
import { expect, it } from "vitest";

import { startTrainingBackend, type BackendRequest, type TrainingBackend } from "./start-training-backend.ts";

const missing = new BackendError("there is no TensorFlow anywhere.", "Install it.");
const request: BackendRequest = { backend: undefined, threads: undefined, precision: "float32" };

/** What is started in turn on a machine where some backends do not start. */
async function startOn(absent: readonly NodeBackendName[], asked: Partial<BackendRequest>): Promise<[TrainingBackend, unknown[]]> {
  const started: unknown[] = [];
  const backend = await startTrainingBackend({ ...request, ...asked }, (name, { threads } = {}) => {
    started.push([name, threads]);
    return absent.includes(name) ? Promise.reject(missing) : Promise.resolve();
  });
  return [backend, started];
}

it("is TensorFlow where that starts, and says how to have wasm", async () => {
  expect(await startOn([], {})).toEqual([
    { name: "tensorflow", reason: "computing on tensorflow, the fastest here; --backend wasm gives the same bits on any machine" },
    [["tensorflow", undefined]],
  ]);
});

it("is wasm where TensorFlow does not start, and says why", async () => {
  const [{ name, reason }, started] = await startOn(["tensorflow"], { threads: 1 });
  expect(name).toBe("wasm");
  expect(reason).toBe("computing on wasm. tensorflow would be faster, but there is no TensorFlow anywhere. See: xception doctor");
  expect(started).toEqual([
    ["tensorflow", 1],
    ["wasm", 1],
  ]);
});

it("is the one asked for, or none, without a word", async () => {
  expect(await startOn([], { backend: "cpu" })).toEqual([{ name: "cpu" }, [["cpu", undefined]]]);
  await expect(startOn(["tensorflow"], { backend: "tensorflow" })).rejects.toThrow(missing);
});

it("is TensorFlow or none for bfloat16", async () => {
  await expect(startOn(["tensorflow"], { precision: "bfloat16" })).rejects.toThrow(missing);
  await expect(startOn([], { precision: "bfloat16", backend: "wasm" })).rejects.toThrow(
    "[train] --precision bfloat16 is computed by tensorflow, but the backend is wasm. Give --backend tensorflow, or leave --precision out.",
  );
});
