// The doctor of backends: tries each one, and leaves everything as it found it.
import { BackendError } from "../backend-error.ts";
import type { NodeBackendName } from "../backend-name.ts";
import { describe } from "./describe.ts";
import { keepCurrentBackend } from "./keep-current-backend.ts";

/** What was found of one backend. */
export interface Diagnosis<Name extends NodeBackendName = NodeBackendName> {
  readonly name: Name;
  readonly available: boolean;
  /** what it runs on, or why it does not start */
  readonly detail: string;
  /** what would let it start, where it does not */
  readonly remedy?: string;
}

/** Tries each of the backends with `start`. The backend that was current before is current afterwards. */
export async function diagnose<Name extends NodeBackendName>(
  names: readonly Name[],
  start: (name: Name) => Promise<void>,
): Promise<Diagnosis<Name>[]> {
  return keepCurrentBackend(async () => {
    const diagnoses: Diagnosis<Name>[] = [];
    // One after the other: TensorFlow.js takes a second start for the end of the first.
    for (const name of names) diagnoses.push(await examine(name, start));
    return diagnoses;
  });
}

async function examine<Name extends NodeBackendName>(name: Name, start: (name: Name) => Promise<void>): Promise<Diagnosis<Name>> {
  try {
    await start(name);
    return { name, available: true, detail: await describe(name) };
  } catch (error) {
    if (error instanceof BackendError) return { name, available: false, detail: error.problem, remedy: error.remedy };
    throw error;
  }
}
