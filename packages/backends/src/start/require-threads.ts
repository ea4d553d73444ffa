import { BackendError } from "../backend-error.ts";
import type { NodeBackendName } from "../backend-name.ts";

/** Guards against numbers that mean something else. */
const most: Readonly<Partial<Record<NodeBackendName, number>>> = { wasm: 64, tensorflow: 1024 };

/** @throws BackendError where this backend cannot be told so many threads */
export function requireThreads(name: NodeBackendName, threads: number): void {
  const bound = most[name];
  if (bound === undefined && threads !== 1) {
    throw new BackendError(`the backend ${name} chooses its threads by itself, and ${threads} were asked for.`, "Leave out the threads.");
  }
  if (bound !== undefined && (!Number.isInteger(threads) || threads < 1 || threads > bound)) {
    throw new BackendError(`${threads} threads were asked for.`, `Ask for a whole number from 1 to ${bound}.`);
  }
}
