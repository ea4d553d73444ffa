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

it("is TensorFlow where that starts and there is much to do, and says how to have wasm", async () => {
  const reason = "computing on tensorflow, the fastest here for so much work; --backend wasm gives the same bits on any machine";
  expect(await startOn([], { work: { atOnce: 200e6, inAll: 30e9 } })).toEqual([
    { name: "tensorflow", reason },
    [["tensorflow", undefined]],
  ]);
});

it.each([
  [
    { atOnce: 96.8e6, inAll: 181e9 },
    "a step of 97 million multiply-adds is done there as fast as on tensorflow, which pays from 200 million",
  ],
  [
    { atOnce: 997e6, inAll: 9.97e9 },
    "a run of 9,970 million multiply-adds is done there before tensorflow has caught up, which pays from 30,000 million",
  ],
])("is wasm, without a look at TensorFlow, for %j", async (work, why) => {
  expect(await startOn(["tensorflow"], { work, threads: 1 })).toEqual([
    { name: "wasm", reason: `computing on wasm: ${why}; --backend names another` },
    [["wasm", 1]],
  ]);
});

it("is the one asked for, however little there is to do", async () => {
  expect(await startOn([], { backend: "tensorflow", precision: "float32", work: { atOnce: 1, inAll: 1 } })).toEqual([
    { name: "tensorflow" },
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
