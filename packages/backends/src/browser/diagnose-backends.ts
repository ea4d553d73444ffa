import { backendNames, type BackendName } from "../backend-name.ts";
import { diagnose, type Diagnosis } from "../diagnose/diagnose.ts";
import { startBackend, type StartOptions } from "./start-backend.ts";

/** Says of each backend whether it starts in this page, on what it runs, and what would let it start. The current backend stays current. */
export function diagnoseBackends({ wasmPaths, threads }: StartOptions = {}): Promise<Diagnosis<BackendName>[]> {
  return diagnose(backendNames, (name) => startBackend(name, name === "wasm" ? { wasmPaths, threads } : {}));
}
