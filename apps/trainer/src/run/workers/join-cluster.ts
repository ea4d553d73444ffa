// The processes that TF_CONFIG names, as this one sees them: Kubernetes' TFJob sets it, and so does `xception train --workers`.
import type { Workers } from "@xception/training";
import { startBackend } from "@xception/backends/node";

import { CommandError } from "../../terminal/command-error.ts";
import { unusable } from "../../terminal/unusable.ts";
import type { TrainRequest } from "../plan/plan-run.ts";

/** Processes that the environment places this one among; 1 where it says nothing. @throws CommandError (2) where it cannot be read */
export async function clusterSize(): Promise<number> {
  return (await readCluster())?.addresses.length ?? 1;
}

/**
 * Starts TensorFlow as one of the processes of TF_CONFIG; undefined where it names no others.
 *
 * @throws CommandError (2) where it cannot be read, the backend is another one, or TensorFlow does not start so
 */
export async function joinCluster({ backend, threads }: Pick<TrainRequest, "backend" | "threads">): Promise<Workers | undefined> {
  const cluster = await readCluster();
  if (!cluster || cluster.addresses.length === 1) return undefined;
  if (backend !== undefined && backend !== "tensorflow") {
    throw new CommandError(
      `[train] TF_CONFIG names ${cluster.addresses.length} workers, who compute on tensorflow, but --backend came as ${backend}. Leave it out, or unset TF_CONFIG.`,
    );
  }
  return unusable(async () => {
    const { joinWorkers, registerTensorFlowBackend } = await import("@xception/tensorflow");
    registerTensorFlowBackend({ cluster, threads });
    await startBackend("tensorflow");
    return joinWorkers();
  });
}

/** TensorFlow's package is looked at only where there is something to read. */
async function readCluster(): Promise<{ readonly addresses: readonly string[]; readonly index: number } | undefined> {
  const text = process.env["TF_CONFIG"];
  if (text === undefined || text.trim() === "") return undefined;
  const { clusterOfTfConfig } = await import("@xception/tensorflow");
  return unusable(() => clusterOfTfConfig(text));
}
