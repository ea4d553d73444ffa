export { countWasmThreads } from "./count-wasm-threads.ts";
export { registerWasmKernels } from "./register-wasm-kernels.ts";
