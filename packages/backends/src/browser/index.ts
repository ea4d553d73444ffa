export { startBackend, type StartOptions } from "./start-backend.ts";
export type { WasmPaths } from "./wasm-paths.ts";
export { diagnoseBackends } from "./diagnose-backends.ts";
