// One of several processes on this machine that train together, from outside.
import { spawn } from "node:child_process";

import { commandFile } from "../../terminal/command-file.ts";
import type { ExitStatus } from "../../terminal/exit-status.ts";
import type { InterruptStatus, Streams } from "../../terminal/streams.ts";
import type { TrainRequest } from "../plan/plan-run.ts";

/** Name of the hidden command that a process is started with. */
export const workerCommand = "train-worker";

/** What a process is told, as JSON. */
export interface WorkerAssignment {
  readonly request: Omit<TrainRequest, "overrides"> & { readonly overrides: readonly (readonly [string, string | number | boolean])[] };
  readonly columns: number | undefined;
}

/** How a process ended. */
export interface WorkerEnd {
  readonly index: number;
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it last said on stderr. */
  readonly words: string;
}

export interface Worker {
  readonly process: number;
  readonly ended: Promise<WorkerEnd>;
  /** As Ctrl-C or SIGTERM does. */
  readonly interrupt: (status: InterruptStatus) => void;
  /** At once. */
  readonly kill: () => void;
}

/**
 * @param addresses  of all workers, `host:port`
 * @param streams    where the first one's words go; those of the others are kept
 */
export function startWorker(
  index: number,
  addresses: readonly string[],
  { overrides, ...request }: TrainRequest,
  { out, error, columns }: Streams,
): Worker {
  const assignment: WorkerAssignment = { request: { ...request, overrides: [...overrides] }, columns: columns() };
  const child = spawn(process.execPath, [commandFile(), workerCommand, JSON.stringify(assignment)], {
    // It hears no Ctrl-C of the terminal: the first one is told, and tells the others within a step. The channel tells that this one is gone.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      TF_CPP_MIN_LOG_LEVEL: "3", // TensorFlow's own lines on lost peers; the command says it in one
      ...process.env,
      TF_CONFIG: JSON.stringify({ cluster: { worker: addresses }, task: { type: "worker", index } }),
    },
  });
  let words = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    if (index === 0) out(chunk.toString());
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    if (index === 0) error(chunk.toString());
    else words = `${words}${chunk.toString()}`.slice(-10_000);
  });
  return {
    process: child.pid ?? 0,
    ended: new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status, signal) => {
        resolve({ index, status: status as ExitStatus | null, signal, words: words.trim() });
      });
    }),
    interrupt: (status) => child.kill(status === 130 ? "SIGINT" : "SIGTERM"),
    kill: () => child.kill("SIGKILL"),
  };
}
