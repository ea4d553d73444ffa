import { nodeBackendNames } from "../backend-name.ts";
import { diagnose, type Diagnosis } from "../diagnose/diagnose.ts";
import { startBackend } from "./start-backend.ts";

/**
 * Says of each backend whether it starts in this Node, on what it runs, and what would let it start. The current backend stays current.
 *
 * @example
 * await diagnoseBackends(); // => [{ name: "cpu", available: true, detail: "plain JavaScript: exact, but slow" }, ...]
 */
export function diagnoseBackends(): Promise<Diagnosis[]> {
  return diagnose(nodeBackendNames, startBackend);
}
