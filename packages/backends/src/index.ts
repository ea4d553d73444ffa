export { BackendError } from "./backend-error.ts";
export { backendNames, nodeBackendNames, type BackendName, type NodeBackendName } from "./backend-name.ts";
export type { Diagnosis } from "./diagnose/diagnose.ts";
