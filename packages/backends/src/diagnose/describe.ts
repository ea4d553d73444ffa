// What a backend that started runs on, in a few words.
import * as tf from "@tensorflow/tfjs-core";

import type { NodeBackendName } from "../backend-name.ts";

/** What the backend of @xception/tensorflow says of itself. */
interface StartedTensorFlow {
  readonly tensorflow: {
    readonly library: { readonly version: string; readonly file: string };
    readonly foundBy: string;
    readonly devices: readonly { readonly kind: string; readonly memory: number }[];
  };
}

const descriptions: Readonly<Record<NodeBackendName, () => Promise<string>>> = {
  cpu: () => Promise.resolve("plain JavaScript: exact, but slow"),
  async wasm() {
    const { getThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
    const { countWasmThreads } = await import("@xception/separable-conv/wasm");
    const simd = (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) === true;
    const threads = Math.max(getThreadsCount(), countWasmThreads());
    return `WebAssembly ${simd ? "with" : "without"} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  },
  async webgpu() {
    const adapter = await navigator.gpu.requestAdapter();
    const { vendor, architecture, description } = (adapter as { readonly info?: GPUAdapterInfo } | null)?.info ?? {};
    const name = [vendor, architecture, description].filter(Boolean).join(", ") || "an adapter that does not say its name";
    // Imitated on the processor, WebGPU computes right and many times slower than WebAssembly.
    return adapter?.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe/i.test(name) ? `${name}: imitated in software, slow` : name;
  },
  tensorflow() {
    // Not imported: a page could not load it.
    const { tensorflow } = tf.backend() as unknown as StartedTensorFlow;
    const devices = tensorflow.devices.map(({ kind, memory }) =>
      kind === "GPU" ? `a GPU with ${Math.round(memory / 2 ** 20)} MiB` : kind,
    );
    const { version, file } = tensorflow.library;
    return Promise.resolve(`TensorFlow ${version} on ${devices.join(", ")}, found by ${tensorflow.foundBy} in ${file}`);
  },
};

export const describe = (name: NodeBackendName): Promise<string> => descriptions[name]();
