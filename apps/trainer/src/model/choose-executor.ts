import { availableParallelism } from "node:os";

import type { NodeBackendName } from "@xception/backends";
import { startBackend } from "@xception/backends/node";
import { traced, type Executor, type Precision } from "@xception/network";

/** What the command line says of how a network is run. */
export interface ExecutorChoice {
  readonly executor?: string;
  readonly precision?: Precision;
  readonly threads?: number;
  readonly backend?: NodeBackendName;
}

/** More threads wait for each other longer than they help. */
const mostThreads = 8;

/** The name of the executor: as asked for, else the fastest on that backend that computes in the precision asked for. */
export const executorName = ({ executor, precision, backend }: ExecutorChoice): string =>
  executor ?? (precision === "int8" || backend === "wasm" ? "wasm" : "interpret");

/** As many as asked for, else one for each processor. */
export const threadCount = ({ threads }: ExecutorChoice): number => threads ?? Math.min(availableParallelism(), mostThreads);

/**
 * What `compile` takes for the name of an executor. The network as one function of TensorFlow's is made here, because packages that
 * pages load know nothing of TensorFlow.
 */
export async function chooseExecutor(name: string): Promise<string | Executor> {
  if (name !== "tensorflow") return name;
  const { trace } = await import("@xception/tensorflow");
  return traced((fn) => trace(fn));
}

/** Starts the backend that an executor runs on: its own, if it has one, whatever was asked for. The executor wasm needs none. */
export async function startBackendFor(choice: ExecutorChoice): Promise<void> {
  const name = executorName(choice);
  if (name !== "wasm") await startBackend(name === "tensorflow" ? "tensorflow" : (choice.backend ?? "wasm"));
}
