import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

import { freeAddresses } from "@xception/tensorflow";

export interface WorkerResult {
  /** What it said, as JSON; undefined where it said nothing. */
  readonly said: unknown;
  readonly signal: NodeJS.Signals | null;
}

/** Starts processes of one cluster on this machine, and waits for the end of all of them. */
export async function startWorkers(count: number, what: "work" | "lost", timeoutSeconds: number): Promise<WorkerResult[]> {
  const addresses = (await freeAddresses(count)).join();
  const program = fileURLToPath(new URL("worker.js", import.meta.url));
  return Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<WorkerResult>((resolve, reject) => {
          const args = [program, addresses, String(index), String(timeoutSeconds), what];
          const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" };
          execFile(process.execPath, args, { env, timeout: 120_000, killSignal: "SIGTERM" }, (error, out, complaint) => {
            const signal = error?.signal ?? null;
            if (error && signal !== "SIGKILL") reject(new Error(`worker ${index} failed (build the packages first): ${complaint}`));
            else resolve({ said: out === "" ? undefined : JSON.parse(out), signal });
          });
        }),
    ),
  );
}
