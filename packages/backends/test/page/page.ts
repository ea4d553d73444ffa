/// <reference types="vite/client" />
// What a page of a user does, for the tests in Chromium: start a backend by name, compute, ask the doctor.
import * as tf from "@tensorflow/tfjs-core";
import simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import type { BackendName, Diagnosis } from "@xception/backends";
import { diagnoseBackends, startBackend, type WasmPaths } from "@xception/backends/browser";

const wasmPaths: WasmPaths = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
};

export interface Trial {
  /** The current backend. */
  readonly current: string | undefined;
  /** 1 + 2 on it. */
  readonly sum: number | undefined;
  readonly error: string | undefined;
}

export interface TestPage {
  start(name: BackendName, paths?: WasmPaths): Promise<Trial>;
  diagnose(): Promise<Diagnosis[]>;
  current(): string | undefined;
}

const current = (): string | undefined => tf.getBackend();

const testPage: TestPage = {
  async start(name, paths = wasmPaths) {
    try {
      await startBackend(name, { wasmPaths: paths });
      return { current: current(), sum: (await tf.add([1], [2]).data())[0], error: undefined };
    } catch (error) {
      return { current: current(), sum: undefined, error: String(error) };
    }
  },
  diagnose: () => diagnoseBackends({ wasmPaths }),
  current,
};

Object.assign(globalThis, { testPage });
