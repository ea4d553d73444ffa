import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { freeAddresses } from "@xception/tensorflow";

import type { TogetherResult, TogetherTask } from "./together-task.ts";

const run = promisify(execFile);

/** What each of `count` processes ended with, case by case. */
export async function trainTogether(count: number, task: TogetherTask): Promise<TogetherResult[][]> {
  const folder = await mkdtemp(join(tmpdir(), "xception-workers-"));
  try {
    const file = join(folder, "task.json");
    await writeFile(file, JSON.stringify(task));
    const addresses = (await freeAddresses(count)).join();
    const program = fileURLToPath(new URL("worker.js", import.meta.url));
    const options = { env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" }, timeout: 200_000, maxBuffer: 1 << 26 };
    const outputs = await Promise.all(
      Array.from({ length: count }, (_, index) => run(process.execPath, [program, file, addresses, String(index)], options)),
    );
    return outputs.map(({ stdout }) => JSON.parse(stdout) as TogetherResult[]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
