import { workerSource, type Thread, type WorkerStart } from "../worker-source.ts";

/** Starts a thread in a page or worker. */
export function startBrowserThread(start: WorkerStart): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = () => {
      URL.revokeObjectURL(address);
      resolve({
        end: () => {
          worker.terminate();
        },
      });
    };
    worker.onerror = ({ message }) => {
      reject(new Error(message));
    };
    worker.postMessage(start);
  });
}
