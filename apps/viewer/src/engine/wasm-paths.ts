// Addresses of TensorFlow.js' three WebAssembly files, as vite serves or builds them; a page downloads the one that its browser can run.
import simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";

// Absolute: the threads are workers made from blobs, and a blob's address has no folder that a relative one could start from.
const absolute = (url: string): string => new URL(url, location.href).href;

/** What `setWasmPaths` takes. */
export const wasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
  "tfjs-backend-wasm-threaded-simd.wasm": absolute(threaded),
};
