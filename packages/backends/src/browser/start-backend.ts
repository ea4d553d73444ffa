import { backendNames, type BackendName } from "../backend-name.ts";
import { BackendError } from "../backend-error.ts";
import { startOn, type Platform } from "../start/start-on.ts";
import { requireWebgpu } from "./require-webgpu.ts";

/** Addresses of TensorFlow.js' three .wasm files: the folder that holds them, with a slash at its end, or each by its name. */
export type WasmPaths =
  string | Readonly<Record<"tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm", string>>;

export interface StartOptions {
  /** For wasm. Threads are workers made from blobs, whose addresses have no folder: give absolute addresses. Without it, beside the script */
  readonly wasmPaths?: WasmPaths | undefined;
}

/**
 * Starts a TensorFlow.js backend in a page or worker and makes it the current one, with this house's kernels and gradients. Only what
 * this backend needs is downloaded. How many threads wasm takes is TensorFlow.js' choice: one, unless the page is cross-origin isolated.
 *
 * @throws BackendError where it cannot start, saying what would let it; the backend that was current then stays so
 *
 * @example
 * await startBackend("wasm", { wasmPaths: "https://example.org/wasm/" });
 */
export async function startBackend(name: BackendName, { wasmPaths }: StartOptions = {}): Promise<void> {
  const platform: Platform<BackendName> = {
    names: backendNames,
    loaders: {},
    prepare: {
      wasm: () => setWasmPaths(wasmPaths),
      webgpu: requireWebgpu,
    },
    remedies: {
      cpu: "It has no needs of its own: please report this.",
      wasm: "Serve the .wasm files of @tensorflow/tfjs-backend-wasm, name their addresses by `wasmPaths`, and reload the page.",
      webgpu: "Update the browser and the graphics driver, or start wasm.",
    },
  };
  await startOn(platform, name);
}

async function setWasmPaths(paths: WasmPaths | undefined): Promise<void> {
  if (paths === undefined) return;
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  try {
    wasm.setWasmPaths(paths);
  } catch (cause) {
    // TensorFlow.js keeps the failure of its first try for the life of the page.
    throw new BackendError("the backend wasm failed before in this page.", "Reload the page.", { cause });
  }
}
