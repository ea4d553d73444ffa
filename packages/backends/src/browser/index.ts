export { startBackend, type StartOptions, type WasmPaths } from "./start-backend.ts";
export { diagnoseBackends } from "./diagnose-backends.ts";
