import type { RunCall } from "../plan/run-record.ts";
import { CommandError } from "../../terminal/command-error.ts";

/**
 * Whether a run can be divided among so many processes.
 *
 * @throws CommandError (2) where it computes on another backend than TensorFlow, or a batch has no equal parts
 */
export function checkWorkers({ backend, recipe: { batch } }: Pick<RunCall, "backend" | "recipe">, count: number): void {
  if (backend !== undefined && backend !== "tensorflow") {
    throw new CommandError(
      `[train] ${count} workers compute on tensorflow, but the backend is ${backend}. Give --backend tensorflow, or train in one process.`,
    );
  }
  if (batch % count === 0) return;
  throw new CommandError(
    `[train] --batch is ${batch}, but ${count} workers divide it: a multiple of ${count} was expected. Change --batch or the number of workers.`,
  );
}
