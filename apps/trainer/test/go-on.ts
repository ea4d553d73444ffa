import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { command, type CommandResult } from "./command.ts";

/** Goes on with an interrupted run until one more epoch is done than its record knows of. */
export async function goOn(out: string, argv: readonly string[] = []): Promise<CommandResult> {
  const { epochs } = JSON.parse(await readFile(join(out, "run.json"), "utf8")) as { readonly epochs: readonly unknown[] };
  return command(["train", "--resume", "--out", out, `--epochs=${epochs.length + 1}`, "--data.testLimit=10", ...argv]);
}
