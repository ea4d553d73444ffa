import { Worker } from "node:worker_threads";

import { workerSource, type Thread, type WorkerStart } from "../worker-source.ts";

/** Starts a thread in Node; it does not keep the process alive. */
export function startNodeThread(start: WorkerStart): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerSource, { eval: true, workerData: start });
    worker.once("message", () => {
      worker.unref();
      resolve({ end: () => void worker.terminate() });
    });
    worker.once("error", reject);
  });
}
