// The processes that TF_CONFIG names, as this one sees them: Kubernetes' TFJob sets it, and so does `xception train --workers`.
import type { Workers } from "@xception/training";

import { unusable } from "../../terminal/unusable.ts";
import type { TrainRequest } from "../plan/plan-run.ts";

/** Processes that the environment places this one among; 1 where it says nothing. @throws CommandError (2) where it cannot be read */
export async function clusterSize(): Promise<number> {
  return (await readCluster())?.addresses.length ?? 1;
}

/**
 * Starts TensorFlow as one of the processes of TF_CONFIG, whatever computes; undefined where it names no others.
 *
 * @throws CommandError (2) where it cannot be read, or TensorFlow does not start so
 */
export async function joinCluster({ threads }: Pick<TrainRequest, "threads">): Promise<Workers | undefined> {
  const cluster = await readCluster();
  if (!cluster || cluster.addresses.length === 1) return undefined;
  return unusable(async () => {
    const { joinWorkers, startTensorFlow } = await import("@xception/tensorflow");
    startTensorFlow({ cluster, threads });
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
