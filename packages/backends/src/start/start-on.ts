// What starting a backend has in common in Node and in a page: load it, make it current, put this house's kernels in.
// Backends and kernels are loaded by name when they are asked for, so that a page downloads only what it starts.
import * as tf from "@tensorflow/tfjs-core";

import { BackendError } from "../backend-error.ts";
import type { BackendName, NodeBackendName } from "../backend-name.ts";
import { activate } from "./activate.ts";

/** What differs from one platform to the other. */
export interface Platform<Name extends NodeBackendName> {
  /** All that start on it. */
  readonly names: readonly Name[];
  /** How those are loaded that only this platform has. */
  readonly loaders: Readonly<Record<Exclude<Name, BackendName>, Loader>>;
  /** Puts in place what a backend needs before it is loaded; throws BackendError where that cannot be. */
  readonly prepare: Readonly<Partial<Record<Name, () => Promise<void>>>>;
  /** What to do where a backend does not start all the same. */
  readonly remedies: Readonly<Record<Name, string>>;
}

/** What a backend may be told. */
export interface Choices {
  /** Threads of our kernels for wasm: as many as there are, at first one, unless given. Of TensorFlow: its own choice unless given. */
  readonly threads?: number | undefined;
}

/** Loads a backend, which registers itself, and gives what registers this house's kernels for it. */
export type Loader = (choices: Choices) => Promise<(choices: Choices) => void | Promise<void>>;

const everywhere: Readonly<Record<BackendName, Loader>> = {
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
export async function startOn<Name extends NodeBackendName>(platform: Platform<Name>, name: Name, choices: Choices = {}): Promise<void> {
  const { names, prepare, remedies } = platform;
  if (!names.includes(name)) {
    throw new BackendError(`there is no backend "${name}".`, `Choose one of ${names.join(", ")}.`);
  }
  await prepare[name]?.();
  const loaders: Readonly<Record<string, Loader>> = { ...everywhere, ...platform.loaders };
  const registerKernels = await (loaders[name] as Loader)(choices);
  await activate(name, remedies[name]);
  await registerKernels(choices);
}
