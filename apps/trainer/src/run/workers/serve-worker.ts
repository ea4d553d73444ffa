// One of several processes on this machine that train together, from within.
import { setTimeout } from "node:timers/promises";

import type { Surroundings } from "../../surroundings.ts";
import { exitStatus } from "../../terminal/exit-status.ts";
import { train } from "../train.ts";
import type { WorkerAssignment } from "./start-worker.ts";

/** The supervisor hears of a lost worker from the system, and then ends this process: it is waited for, so that it names the right one. */
const patience = 10_000; // milliseconds

export async function serveWorker(text: string, { streams, endWith }: Surroundings): Promise<void> {
  const { request, columns } = JSON.parse(text) as WorkerAssignment;
  // Without its supervisor nobody can stop it.
  process.on("disconnect", () => process.exit(exitStatus.failed));
  process.channel?.unref();
  try {
    await train({ ...request, overrides: new Map(request.overrides) }, { streams: { ...streams, columns: () => columns }, endWith });
  } catch (error) {
    if (error instanceof Error && error.name === "WorkerLostError") await setTimeout(patience);
    throw error;
  }
}
