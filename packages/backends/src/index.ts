export { BackendError } from "./backend-error.ts";
export { backendNames, type BackendName } from "./backend-name.ts";
export type { Diagnosis } from "./diagnose/diagnose.ts";
