// Kills one of two workers at a moment that a seed decides, and goes on with what it left.
import { readdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

import { command, type CommandResult } from "./command.ts";
import { goOn } from "./go-on.ts";

export interface KilledRun extends CommandResult {
  /** Number of the worker that was killed. */
  readonly victim: number;
  /** Processes that are still there. */
  readonly left: readonly number[];
  /** In the run's folder, before it goes on. */
  readonly files: readonly string[];
  /** What one process makes of it. */
  readonly resumed: CommandResult;
}

/** Milliseconds after the first checkpoint, at most. */
const latest = 600;

export async function killWorker(out: string, recipe: readonly string[], seed: number): Promise<KilledRun> {
  const victim = seed % 2;
  // Weyl's sequence: as even as chance, and the same each time.
  const moment = ((seed * Math.sqrt(2)) % 1) * latest;
  let processes: readonly number[] = [];
  let killing: Promise<void> | undefined;
  const call = ["train", "mnist", "--out", out, ...recipe, "--epochs=500", "--checkpoint.seconds=0", "--workers", "2"];
  const result = await command(call, {
    heard(error) {
      const list = /each: ([\d, ]+)\n/.exec(error)?.[1];
      processes = (list ?? "").split(", ").map(Number);
      if (!error.includes("\nepoch 2/500:")) return;
      killing ??= setTimeout(moment).then(() => {
        process.kill(processes[victim] ?? 0, "SIGKILL");
      });
    },
  });
  await killing;
  const left = processes.filter(isThere);
  const files = (await readdir(out)).sort();
  const resumed = await goOn(out);
  return { ...result, victim, left, files, resumed };
}

function isThere(number: number): boolean {
  try {
    return process.kill(number, 0);
  } catch {
    return false;
  }
}
