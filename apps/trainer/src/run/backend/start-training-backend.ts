// What a run computes on: what was asked for; else TensorFlow for a run that is work enough, where it is there; else wasm, which always is.
import type { BackendError, NodeBackendName } from "@xception/backends";
import { startBackend } from "@xception/backends/node";

import { requirePrecision } from "../../model/start-executor.ts";
import type { TrainingRecipe } from "../../recipe/training-recipe.ts";
import { CommandError } from "../../terminal/command-error.ts";
import { wasmSuffices } from "./wasm-suffices.ts";
import { trainingThreads } from "./training-threads.ts";
import type { TrainingWork } from "./training-work.ts";

export interface BackendRequest {
  /** By the command line, or by the run that goes on. */
  readonly backend: NodeBackendName | undefined;
  readonly threads: number | undefined;
  readonly precision: TrainingRecipe["precision"];
  /** What there is to do, where nobody has said on which backend. */
  readonly work?: TrainingWork;
}

export interface TrainingBackend {
  readonly name: NodeBackendName;
  /** Why this one, and what else there is, for a person; undefined where it was asked for. */
  readonly reason?: string;
}

/**
 * @param start  how a backend starts
 * @throws BackendError where the one asked for, or the one that the precision needs, cannot start
 * @throws CommandError (2) where backend and precision do not go together
 */
export async function startTrainingBackend(
  { backend, threads, precision, work }: BackendRequest,
  start = startBackend,
): Promise<TrainingBackend> {
  const startWith = (name: NodeBackendName): Promise<void> => start(name, { threads: trainingThreads(name, threads) });
  if (precision !== "float32" && backend !== undefined && backend !== "tensorflow") {
    throw new CommandError(
      `[train] --precision ${precision} is computed by tensorflow, but the backend is ${backend}. Give --backend tensorflow, or leave --precision out.`,
    );
  }
  const needed = precision === "float32" ? backend : "tensorflow";
  if (needed !== undefined) {
    await startWith(needed);
    await requirePrecision("train", precision);
    return { name: needed };
  }
  const little = work && wasmSuffices(work);
  if (little !== undefined) {
    await startWith("wasm");
    return { name: "wasm", reason: `computing on wasm: ${little}; --backend names another` };
  }
  try {
    await startWith("tensorflow");
    return {
      name: "tensorflow",
      reason: "computing on tensorflow, the fastest here for so much work; --backend wasm gives the same bits on any machine",
    };
  } catch (error) {
    await startWith("wasm");
    return { name: "wasm", reason: `computing on wasm. tensorflow would be faster, but ${problemOf(error)} See: xception doctor` };
  }
}

/** One line, with a full stop. */
function problemOf(error: unknown): string {
  const { problem, message = String(error) } = error as Partial<BackendError>;
  const [line = ""] = (problem ?? message).split("\n");
  return line.endsWith(".") ? line : `${line}.`;
}
