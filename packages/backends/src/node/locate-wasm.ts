import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** TensorFlow.js' three binaries: without SIMD, with it, and with threads of its own, which it does not use in Node. */
export const wasmFiles = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm-threaded-simd.wasm"] as const;

/** The folder of TensorFlow.js' three .wasm files, with a slash at its end as `setWasmPaths` wants it. */
export function locateWasm(): string {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  return join(dirname(manifest), "wasm-out/");
}
