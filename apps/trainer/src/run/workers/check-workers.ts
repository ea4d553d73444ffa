import type { NodeBackendName } from "@xception/backends";

import type { TrainRequest } from "../plan/plan-run.ts";
import type { RunCall } from "../plan/run-record.ts";
import { CommandError } from "../../terminal/command-error.ts";

/** What workers compute on, unless another is asked for: the messages are TensorFlow's in any case. */
export const workersBackend = (backend: NodeBackendName | undefined): NodeBackendName => backend ?? "tensorflow";

/** What each of several workers starts. TensorFlow has its threads from the start of the cluster. */
export function askedTogether(
  { backend }: Pick<RunCall, "backend">,
  { threads }: Pick<TrainRequest, "threads">,
): { readonly backend: NodeBackendName; readonly threads: number | undefined } {
  const name = workersBackend(backend);
  return { backend: name, threads: name === "tensorflow" ? undefined : threads };
}

/**
 * Whether a run can be divided among so many processes.
 *
 * @throws CommandError (2) where statistics of all are asked for on another backend than TensorFlow, or a batch has no equal parts
 */
export function checkWorkers({ backend, recipe: { batch, syncStatistics } }: Pick<RunCall, "backend" | "recipe">, count: number): void {
  if (syncStatistics && workersBackend(backend) !== "tensorflow") {
    throw new CommandError(
      `[train] --sync-statistics came, but ${count} workers on ${workersBackend(backend)} meet once a step: tensorflow was expected. Give --backend tensorflow, or leave --sync-statistics out.`,
    );
  }
  if (batch % count === 0) return;
  throw new CommandError(
    `[train] --batch is ${batch}, but ${count} workers divide it: a multiple of ${count} was expected. Change --batch or the number of workers.`,
  );
}
