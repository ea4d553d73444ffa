// What starting a backend has in common in Node and in a page: load it, make it current, put this house's kernels in.
// Backends and kernels are loaded by name when they are asked for, so that a page downloads only what it starts.
import * as tf from "@tensorflow/tfjs-core";

import { BackendError } from "../backend-error.ts";
import { backendNames, type BackendName } from "../backend-name.ts";
import { activate } from "./activate.ts";

/** What differs from one platform to the other. */
export interface Platform {
  /** Puts in place what a backend needs before it is loaded; throws BackendError where that cannot be. */
  readonly prepare: Readonly<Partial<Record<BackendName, () => Promise<void>>>>;
  /** What to do where a backend does not start all the same. */
  readonly remedies: Readonly<Record<BackendName, string>>;
}

/** Loads a backend, which registers itself, and gives what registers this house's kernels for it. */
const loaders: Readonly<Record<BackendName, () => Promise<() => void | Promise<void>>>> = {
  async cpu() {
    await import("@tensorflow/tfjs-backend-cpu");
    const { registerCpuKernels } = await import("@xception/separable-conv/cpu");
    return () => {
      // Its advice to install tfjs-node at the first operation would stand in the middle of a command's output.
      Object.assign(tf.backend(), { firstUse: false });
      registerCpuKernels();
    };
  },
  async wasm() {
    await import("@tensorflow/tfjs-backend-wasm");
    return (await import("@xception/separable-conv/wasm")).registerWasmKernels;
  },
  async webgpu() {
    await import("@tensorflow/tfjs-backend-webgpu");
    return (await import("@xception/separable-conv/webgpu")).registerWebgpuKernels;
  },
};

/** @throws BackendError for an unknown name, or where the backend cannot start; the backend that was current then stays so */
export async function startOn({ prepare, remedies }: Platform, name: BackendName): Promise<void> {
  if (!(backendNames as readonly string[]).includes(name)) {
    throw new BackendError(`there is no backend "${name}".`, `Choose one of ${backendNames.join(", ")}.`);
  }
  await prepare[name]?.();
  const registerKernels = await loaders[name]();
  await activate(name, remedies[name]);
  await registerKernels();
}
