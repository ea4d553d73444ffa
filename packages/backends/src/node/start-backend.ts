import { nodeBackendNames, type NodeBackendName } from "../backend-name.ts";
import { startOn, type Platform } from "../start/start-on.ts";
import { loadTensorFlow } from "./load-tensorflow.ts";
import { locateWasm } from "./locate-wasm.ts";
import { provideWebgpu } from "./provide-webgpu.ts";

const platform: Platform<NodeBackendName> = {
  names: nodeBackendNames,
  loaders: { tensorflow: loadTensorFlow },
  prepare: {
    async wasm() {
      const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
      setWasmPaths(locateWasm());
    },
    webgpu: provideWebgpu,
  },
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
 */
export async function startBackend(name: NodeBackendName): Promise<void> {
  await startOn(platform, name);
}
