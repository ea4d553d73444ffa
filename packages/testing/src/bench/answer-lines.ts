// The other end of a bench whose contestants have a process each, so that the peak of memory is their own.
import { createInterface } from "node:readline";

/** Works once for each line that comes in, and answers with a line of JSON of what that took. */
export async function answerLines(run: () => Promise<unknown>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== "") throw new Error(`[bench] "${line}" came, expected an empty line for each run.`);
    const [start, before] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(before);
    const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    const processorMilliseconds = (user + system) / 1000;
    console.log(JSON.stringify({ milliseconds: performance.now() - start, processorMilliseconds, peakMegabytes }));
  }
}
