import * as tf from "@tensorflow/tfjs-core";
import { registerCpuKernels } from "@xception/separable-conv/cpu";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { registerWebgpuKernels } from "@xception/separable-conv/webgpu";

import { activate } from "../activate.ts";
import { BackendError } from "../backend-error.ts";
import { backendNames, type BackendName } from "../backend-name.ts";
import { locateWasm } from "./locate-wasm.ts";
import { provideWebgpu } from "./provide-webgpu.ts";

const starters: Record<BackendName, () => Promise<void>> = {
  async cpu() {
    await import("@tensorflow/tfjs-backend-cpu");
    await activate("cpu", "It has no needs of its own: please report this.");
    // Its advice to install tfjs-node at the first operation would stand in the middle of a command's output.
    Object.assign(tf.backend(), { firstUse: false });
    registerCpuKernels();
  },
  async wasm() {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(locateWasm());
    await activate("wasm", "Node 20.19 or newer has what it needs: reinstall @tensorflow/tfjs-backend-wasm.");
    await registerWasmKernels();
  },
  async webgpu() {
    await provideWebgpu();
    await import("@tensorflow/tfjs-backend-webgpu");
    await activate("webgpu", "Run `xception doctor`.");
    registerWebgpuKernels();
  },
};

/**
 * Starts a TensorFlow.js backend in Node and makes it the current one, with this house's kernels and gradients.
 *
 * @throws BackendError where it cannot start, saying what would let it
 */
export async function startBackend(name: BackendName): Promise<void> {
  const start = starters[name] as (() => Promise<void>) | undefined;
  if (!start) throw new BackendError(`[startBackend] there is no backend "${name}". Choose one of ${backendNames.join(", ")}.`);
  await start();
}
