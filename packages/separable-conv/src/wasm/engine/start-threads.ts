import { startBrowserThread } from "./browser/start-thread.ts";
import type { Thread, WorkerStart } from "./worker-source.ts";

export const isNode = (): boolean => typeof process === "object" && "node" in process.versions;

/** Starts so many threads besides the caller's, which serve a control until it says stopped. */
export async function startThreads(count: number, start: Omit<WorkerStart, "thread">): Promise<readonly Thread[]> {
  if (count === 0) return [];
  const startThread = isNode() ? (await import("./node/start-thread.ts")).startNodeThread : startBrowserThread;
  return Promise.all(Array.from({ length: count }, (_, index) => startThread({ ...start, thread: index + 1 })));
}
