// The process of one contestant: works once for each line that comes in, and answers each with a line of JSON. It ends with its input.
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { prepareTask } from "./prepare-task.ts";
import type { Assignment, Measurement } from "./task.ts";

/** @param say  writes a line */
export async function serveContestant(assignment: Assignment, input: Readable, say: (line: string) => void): Promise<void> {
  const work = await prepareTask(assignment);
  say(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input })) {
    if (line !== "") break;
    const began = performance.now();
    await work();
    const measurement: Measurement = { milliseconds: performance.now() - began, peakBytes: process.resourceUsage().maxRSS * 1024 };
    say(JSON.stringify(measurement));
  }
}
