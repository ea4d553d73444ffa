import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of TensorFlow.js' three .wasm files, with a slash at its end as `setWasmPaths` wants it. */
export function locateWasm(): string {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  return join(dirname(manifest), "wasm-out/");
}
