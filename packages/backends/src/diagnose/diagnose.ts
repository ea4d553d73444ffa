// The doctor of backends: tries each one, and leaves everything as it found it.
import { BackendError } from "../backend-error.ts";
import { backendNames, type BackendName } from "../backend-name.ts";
import { describe } from "./describe.ts";
import { keepCurrentBackend } from "./keep-current-backend.ts";

/** What was found of one backend. */
export interface Diagnosis {
  readonly name: BackendName;
  readonly available: boolean;
  /** what it runs on, or why it does not start */
  readonly detail: string;
  /** what would let it start, where it does not */
  readonly remedy?: string;
}

/** Tries every backend with `start`, slowest first. The backend that was current before is current afterwards. */
export async function diagnose(start: (name: BackendName) => Promise<void>): Promise<Diagnosis[]> {
  return keepCurrentBackend(async () => {
    const diagnoses: Diagnosis[] = [];
    // One after the other: TensorFlow.js takes a second start for the end of the first.
    for (const name of backendNames) diagnoses.push(await examine(name, start));
    return diagnoses;
  });
}

async function examine(name: BackendName, start: (name: BackendName) => Promise<void>): Promise<Diagnosis> {
  try {
    await start(name);
    return { name, available: true, detail: await describe(name) };
  } catch (error) {
    if (error instanceof BackendError) return { name, available: false, detail: error.problem, remedy: error.remedy };
    throw error;
  }
}
