// xception train --workers N: starts the processes, shows what the first one says, and ends all when one is lost.
import { availableParallelism } from "node:os";

import type { Surroundings } from "../../surroundings.ts";
import { CommandError } from "../../terminal/command-error.ts";
import { exitStatus, type ExitStatus } from "../../terminal/exit-status.ts";
import type { InterruptStatus } from "../../terminal/streams.ts";
import { planRun, type TrainRequest } from "../plan/plan-run.ts";
import { exists, removeParts, type RunFolder } from "../plan/run-folder.ts";
import { checkWorkers, workersBackend } from "./check-workers.ts";
import { clusterSize } from "./join-cluster.ts";
import { startWorker, type WorkerEnd } from "./start-worker.ts";

/** @throws CommandError (2) where the call cannot be used, (1) where a worker is lost */
export async function superviseWorkers(request: TrainRequest, { streams, endWith }: Surroundings): Promise<void> {
  const { workers: count = 1 } = request;
  const placed = await clusterSize();
  if (placed > 1) {
    throw new CommandError(
      `[train] --workers came, but TF_CONFIG names ${placed} workers already. Leave --workers out, or unset TF_CONFIG.`,
    );
  }
  // What can be said without TensorFlow is said before anything starts.
  const { call, folder } = await planRun(request);
  checkWorkers(call, count);
  const { freeAddresses } = await import("@xception/tensorflow");
  const addresses = await freeAddresses(count);
  const takesThreads = ["tensorflow", "wasm"].includes(workersBackend(call.backend));
  const threads = request.threads ?? (takesThreads ? Math.max(1, Math.floor(availableParallelism() / count)) : undefined);
  const workers = addresses.map((_, index) => startWorker(index, addresses, { ...request, threads }, streams));
  const killAll = (): void => {
    for (const { kill } of workers) kill();
  };
  const processes = workers.map(({ process }) => process);
  const each = threads === undefined ? "" : `, on ${threads} ${threads === 1 ? "thread" : "threads"} each`;
  streams.error(`training in ${count} processes${each}: ${processes.join(", ")}\n`);
  let interrupted: InterruptStatus | undefined;
  const unwatch = streams.onInterrupt((status) => {
    if (interrupted !== undefined) {
      killAll();
      streams.leave(status);
      return;
    }
    interrupted = status;
    workers[0]?.interrupt(status);
  });
  try {
    const end = await decisive(workers.map(({ ended }) => ended));
    killAll();
    await Promise.all(workers.map(({ ended }) => ended));
    if (end.index === 0 && end.status !== null) endWith(end.status as ExitStatus);
    else if (interrupted !== undefined) endWith(interrupted);
    else throw await lost(end, folder, count);
  } finally {
    unwatch();
    killAll();
    await removeParts(folder, processes);
  }
}

/** The end that decides: the first worker's, who has written all by then, or an earlier one that is none of a training that went well. */
async function decisive(ends: readonly Promise<WorkerEnd>[]): Promise<WorkerEnd> {
  const well: readonly (number | null)[] = [exitStatus.done, exitStatus.interrupted, exitStatus.terminated];
  return new Promise((resolve, reject) => {
    for (const ended of ends) {
      ended.then((end) => {
        if (end.index === 0 || end.signal !== null || !well.includes(end.status)) resolve(end);
      }, reject);
    }
  });
}

async function lost({ index, status, signal, words }: WorkerEnd, { path, checkpoint }: RunFolder, count: number): Promise<CommandError> {
  const how = signal === null ? `ended with exit status ${status ?? "unknown"}` : `was ended by ${signal}`;
  const goOn = (await exists(checkpoint))
    ? `The last checkpoint is good: go on with xception train --resume --out ${path} --workers ${count}`
    : "There is no checkpoint yet: begin again";
  const said = words === "" ? "" : ` It said: ${words}`;
  return new CommandError(`[train] worker ${index} of ${count} ${how}, so that all were ended. ${goOn}.${said}`, {
    status: exitStatus.failed,
  });
}
