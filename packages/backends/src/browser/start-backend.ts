import { backendNames, type BackendName } from "../backend-name.ts";
import { startOn, type Platform } from "../start/start-on.ts";
import { requireWebgpu } from "./require-webgpu.ts";
import { setWasmPaths, type WasmPaths } from "./wasm-paths.ts";

export interface StartOptions {
  /** For wasm. Threads are workers made from blobs, whose addresses have no folder: give absolute addresses. Without it, beside the script */
  readonly wasmPaths?: WasmPaths | undefined;
  /**
   * For wasm: threads that share the work of our kernels, where the page is cross-origin isolated; elsewhere there is one. As many as there
   * are, at first one, unless given. Several have to be asked for when it starts first, with `wasmPaths`.
   */
  readonly threads?: number | undefined;
}

/**
 * Starts a TensorFlow.js backend in a page or worker and makes it the current one, with this house's kernels and gradients. Only what
 * this backend needs is downloaded.
 *
 * @throws BackendError where it cannot start, saying what would let it; the backend that was current then stays so
 *
 * @example
 * await startBackend("wasm", { wasmPaths: "https://example.org/wasm/", threads: 4 });
 */
export async function startBackend(name: BackendName, { wasmPaths, threads }: StartOptions = {}): Promise<void> {
  const prepared =
    threads === undefined ? undefined : await (await import("./prepare-threads.ts")).prepareThreads(name, threads, wasmPaths);
  const platform: Platform<BackendName> = {
    names: backendNames,
    loaders: {},
    prepare: {
      wasm: () => setWasmPaths(prepared ? prepared.wasmPaths : wasmPaths),
      webgpu: requireWebgpu,
    },
    remedies: {
      cpu: "It has no needs of its own: please report this.",
      wasm: "Serve the .wasm files of @tensorflow/tfjs-backend-wasm, name their addresses by `wasmPaths`, and reload the page.",
      webgpu: "Update the browser and the graphics driver, or start wasm.",
    },
  };
  try {
    await startOn(platform, name, { threads: prepared?.threads });
  } finally {
    prepared?.release();
  }
}
