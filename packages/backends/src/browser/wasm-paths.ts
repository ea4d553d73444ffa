import { BackendError } from "../backend-error.ts";

/** Addresses of TensorFlow.js' three .wasm files: the folder that holds them, with a slash at its end, or each by its name. */
export type WasmPaths =
  string | Readonly<Record<"tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm", string>>;

/** Tells TensorFlow.js, where there are any. */
export async function setWasmPaths(paths: WasmPaths | undefined): Promise<void> {
  if (paths === undefined) return;
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  try {
    wasm.setWasmPaths(paths);
  } catch (cause) {
    // TensorFlow.js keeps the failure of its first try for the life of the page.
    throw new BackendError("the backend wasm failed before in this page.", "Reload the page.", { cause });
  }
}
