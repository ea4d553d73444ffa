/// <reference types="vite/client" />
// What a page of a user does, for the tests in Chromium: start a backend by name, compute, ask the doctor.
import * as tf from "@tensorflow/tfjs-core";
import simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import type { BackendName, Diagnosis } from "@xception/backends";
import { diagnoseBackends, startBackend, type StartOptions, type WasmPaths } from "@xception/backends/browser";

import { computeStep } from "./compute-step.ts";

const absolute = (url: string): string => new URL(url, location.href).href;
const wasmPaths: WasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
  "tfjs-backend-wasm-threaded-simd.wasm": absolute(threaded),
};

export interface Trial {
  /** The current backend. */
  readonly current: string | undefined;
  /** 1 + 2 on it. */
  readonly sum: number | undefined;
  readonly error: string | undefined;
}

export interface TestPage {
  /** Without paths in the options, with those of the page. */
  start(name: BackendName, options?: StartOptions): Promise<Trial>;
  /** The numbers of a step of training on the current backend. */
  computeStep(): Promise<number[]>;
  diagnose(): Promise<Diagnosis[]>;
  current(): string | undefined;
}

const current = (): string | undefined => tf.getBackend();

const testPage: TestPage = {
  async start(name, options) {
    try {
      await startBackend(name, { wasmPaths, ...options });
      return { current: current(), sum: (await tf.add([1], [2]).data())[0], error: undefined };
    } catch (error) {
      return { current: current(), sum: undefined, error: String(error) };
    }
  },
  computeStep,
  diagnose: () => diagnoseBackends({ wasmPaths }),
  current,
};

Object.assign(globalThis, { testPage });
