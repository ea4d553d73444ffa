export { startBackend } from "./start-backend.ts";
export { diagnoseBackends } from "./diagnose-backends.ts";
