import { nextLine, writeControl } from "../../../wasm/control.ts";
import type { PlannedTask } from "../../../wasm/tasks/convolve.ts";
import type { WasmBackend } from "./backend.ts";
import { currentCapture } from "./capture.ts";
import { instanceOf } from "./instance.ts";
import type { Take } from "./scratch.ts";

export interface Run {
  /** Gives the tasks' scratch. */
  readonly take: Take;
  readonly threads: number;
  /** Bytes of the widest pixel that a task reads where an image has none; 0 unless given. */
  readonly widestPixel?: number;
}

/** Runs tasks one after the other on the backend's memory. */
export function runProgram(backend: WasmBackend, tasks: readonly PlannedTask[], { take, threads, widestPixel = 0 }: Run): void {
  const instance = instanceOf(backend);
  const scratchBytes = nextLine(Math.max(...tasks.map((task) => task.scratchBytes)));
  const zeros = instance.zeros(widestPixel);
  currentCapture()?.runs(tasks, scratchBytes, widestPixel);
  const scratch = scratchBytes === 0 ? 0 : take((threads * scratchBytes) / 4);
  // The memory may have grown: its buffer is taken last.
  const { buffer } = backend.wasm.HEAPU8;
  const words = new Int32Array(buffer, instance.program, instance.programBytes / 4);
  let length = 0;
  for (const { task } of tasks) {
    words.set(task, length);
    length += task.length;
  }
  const program = { program: instance.program, programBytes: 4 * length };
  writeControl(buffer, instance.control, { threads, ...program, scratch, scratchBytes, zeros });
  instance.exports.runProgram(instance.control);
}
