import { BackendError } from "../backend-error.ts";

/** @throws BackendError where the browser has no WebGPU, or no adapter for it; TensorFlow.js itself would fail late and without a reason */
export async function requireWebgpu(): Promise<void> {
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  if (!gpu) {
    throw new BackendError(
      "this browser offers no WebGPU here.",
      "Open the page by https or from localhost in a browser that has WebGPU, or start wasm.",
    );
  }
  if (!(await gpu.requestAdapter())) {
    throw new BackendError(
      "WebGPU finds no graphics adapter.",
      "Allow hardware acceleration in the browser's settings, update the graphics driver, or start wasm.",
    );
  }
}
