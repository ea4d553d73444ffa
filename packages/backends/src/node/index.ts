export { startBackend, type NodeStartOptions } from "./start-backend.ts";
export { diagnoseBackends } from "./diagnose-backends.ts";
