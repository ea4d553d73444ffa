// What a number of threads changes before the backend wasm starts in a page. Loaded only where there is one.
import * as tf from "@tensorflow/tfjs-core";

import { BackendError } from "../backend-error.ts";
import type { BackendName } from "../backend-name.ts";
import { requireSharedMemory } from "../start/require-shared-memory.ts";
import { requireThreads } from "../start/require-threads.ts";
import { shareWasmMemory } from "./share-wasm-memory.ts";
import type { WasmPaths } from "./wasm-paths.ts";

/** What a page has for them. */
export interface PreparedThreads {
  /** As many as there can be, of those that were asked for. */
  readonly threads: number;
  /** Addresses of TensorFlow.js' binaries. */
  readonly wasmPaths: WasmPaths | undefined;
  /** To be called when the backend has started, or did not. */
  readonly release: () => void;
}

const simdFile = "tfjs-backend-wasm-simd.wasm";
const wasmFiles = ["tfjs-backend-wasm.wasm", simdFile, "tfjs-backend-wasm-threaded-simd.wasm"] as const;

/** @throws BackendError where the backend cannot have so many, they come too late, or the addresses of TensorFlow.js' binaries are missing */
export async function prepareThreads(name: BackendName, asked: number, wasmPaths: WasmPaths | undefined): Promise<PreparedThreads> {
  requireThreads(name, asked);
  const one = { threads: 1, wasmPaths, release: () => undefined };
  if (name !== "wasm") return one;
  // It registers the flags that are asked for and set here.
  await import("@tensorflow/tfjs-backend-wasm");
  const threads = (await canShare()) ? asked : 1;
  if (threads > 1) requireSharedMemory();
  // To look for a backend by TensorFlow.js' functions would start it.
  const running = tf.engine().registry["wasm"] !== undefined;
  // The binary with threads of TensorFlow.js' own starts eight workers, which have next to nothing to do beside our kernels.
  if (!running) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (running || threads === 1) return { ...one, threads };
  if (wasmPaths === undefined) {
    throw new BackendError(
      `${threads} threads were asked for without the addresses of TensorFlow.js' binaries.`,
      "Name them by `wasmPaths`, or leave out the threads.",
    );
  }
  const shared = await shareWasmMemory(typeof wasmPaths === "string" ? wasmPaths + simdFile : wasmPaths[simdFile]);
  return {
    threads,
    wasmPaths: Object.fromEntries(wasmFiles.map((file) => [file, shared])) as Exclude<WasmPaths, string>,
    release: () => {
      URL.revokeObjectURL(shared);
    },
  };
}

/** Whether threads can share a memory here: pages that are cross-origin isolated, in browsers with SIMD. */
const canShare = async (): Promise<boolean> =>
  globalThis.crossOriginIsolated && (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) === true;
