import { activate } from "../activate.ts";
import type { BackendName } from "../backend-name.ts";

/** Starts a TensorFlow.js backend in a page or worker and makes it the current one. */
export async function startBackend(name: BackendName): Promise<void> {
  await activate(name, "");
}
