import { join } from "node:path";

import { nodeBackendNames, type NodeBackendName } from "../backend-name.ts";
import { requireSharedMemory } from "../start/require-shared-memory.ts";
import { requireThreads } from "../start/require-threads.ts";
import { startOn, type Platform } from "../start/start-on.ts";
import { loadTensorFlow } from "./load-tensorflow.ts";
import { locateWasm, wasmFiles } from "./locate-wasm.ts";
import { provideWebgpu } from "./provide-webgpu.ts";
import { shareWasmMemory } from "./share-wasm-memory.ts";

export interface NodeStartOptions {
  /**
   * For wasm: threads that share the work of our kernels. 1 unless given, or as many as it has where it runs already. Several have to be
   * asked for when it starts first, because its memory then is made to be shared. For tensorflow: threads within an operation, and
   * operations at a time; all processors unless given when it starts first.
   */
  readonly threads?: number | undefined;
}

const platform: Omit<Platform<NodeBackendName>, "prepare"> = {
  names: nodeBackendNames,
  loaders: { tensorflow: loadTensorFlow },
  remedies: {
    cpu: "It has no needs of its own: please report this.",
    wasm: "Node 20.19 or newer has what it needs: reinstall @tensorflow/tfjs-backend-wasm.",
    webgpu: "Run `xception doctor`.",
    tensorflow: "Run `xception doctor`.",
  },
};

/**
 * Starts a TensorFlow.js backend in Node and makes it the current one, with this house's kernels and gradients.
 *
 * @throws BackendError where it cannot start, saying what would let it; the backend that was current then stays so
 *
 * @example
 * await startBackend("wasm", { threads: 2 });
 */
export async function startBackend(name: NodeBackendName, { threads }: NodeStartOptions = {}): Promise<void> {
  if (threads !== undefined) requireThreads(name, threads);
  const prepare = { wasm: () => prepareWasm(threads ?? 1), webgpu: provideWebgpu };
  await startOn({ ...platform, prepare }, name, { threads });
}

async function prepareWasm(threads: number): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const shared = threads > 1;
  if (shared) requireSharedMemory();
  const address = shared ? await shareWasmMemory() : undefined;
  const paths = wasmFiles.map((file) => [file, address ?? join(locateWasm(), file)]);
  setWasmPaths(Object.fromEntries(paths) as Record<(typeof wasmFiles)[number], string>, shared);
}
