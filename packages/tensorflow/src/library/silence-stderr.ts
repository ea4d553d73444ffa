// While it is being loaded, TensorFlow prints a notice about oneDNN that no log level holds back, because it is printed before levels are
// read. A command's error stream is for errors: it is pointed at nothing for as long as the library loads.
import { closeSync, constants, openSync } from "node:fs";
import { devNull } from "node:os";

import koffi from "koffi";

/** Runs `work` with the process' error stream pointed at nothing. Errors that `work` throws come through. */
export function silenceStderr<T>(work: () => T): T {
  const system = koffi.load(null);
  const duplicate = system.func("dup", "int", ["int"]) as unknown as (descriptor: number) => number;
  const replace = system.func("dup2", "int", ["int", "int"]) as unknown as (from: number, to: number) => number;
  const kept = duplicate(2);
  const nothing = openSync(devNull, constants.O_WRONLY);
  replace(nothing, 2);
  closeSync(nothing);
  try {
    return work();
  } finally {
    replace(kept, 2);
    closeSync(kept);
  }
}
