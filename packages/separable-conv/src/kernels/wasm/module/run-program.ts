import { writeControl } from "../../../wasm/control.ts";
import type { PlannedTask } from "../../../wasm/tasks/convolve.ts";
import type { WasmBackend } from "./backend.ts";
import { instanceOf } from "./instance.ts";
import type { Take } from "./scratch.ts";

/**
 * Runs tasks one after the other on the backend's memory.
 *
 * @param take gives the tasks' scratch
 * @param widestPixel bytes of the widest pixel that a task reads where an image has none
 */
export function runProgram(backend: WasmBackend, take: Take, tasks: readonly PlannedTask[], widestPixel: number): void {
  const { exports, threads, control, program, programBytes, zeros: zerosOf } = instanceOf(backend);
  const scratchBytes = 64 * Math.ceil(Math.max(...tasks.map((task) => task.scratchBytes)) / 64);
  const zeros = zerosOf(widestPixel);
  const scratch = scratchBytes === 0 ? 0 : take((threads * scratchBytes) / 4);
  // The memory may have grown: its buffer is taken last.
  const { buffer } = backend.wasm.HEAPU8;
  const words = new Int32Array(buffer, program, programBytes / 4);
  let length = 0;
  for (const { task } of tasks) {
    words.set(task, length);
    length += task.length;
  }
  writeControl(buffer, control, { threads, program, programBytes: 4 * length, scratch, scratchBytes, zeros });
  exports.runProgram(control);
}
