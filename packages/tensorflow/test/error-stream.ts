import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import koffi from "koffi";

/** What libraries write to the process' error stream, past JavaScript, while `work` runs. */
export function errorStreamOf(work: () => void): string {
  const system = koffi.load(null);
  const duplicate = system.func("dup", "int", ["int"]) as unknown as (descriptor: number) => number;
  const replace = system.func("dup2", "int", ["int", "int"]) as unknown as (from: number, to: number) => number;
  const folder = mkdtempSync(join(tmpdir(), "xception-stderr-"));
  const kept = duplicate(2);
  const file = openSync(join(folder, "stderr"), "w");
  replace(file, 2);
  closeSync(file);
  try {
    work();
  } finally {
    replace(kept, 2);
    closeSync(kept);
  }
  const words = readFileSync(join(folder, "stderr"), "utf8");
  rmSync(folder, { recursive: true });
  return words;
}
