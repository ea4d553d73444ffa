// Programs of several kernels on TensorFlow.js' wasm backend.
import type * as tf from "@tensorflow/tfjs-core";

import { writeControl } from "../../../wasm/control.ts";
import type { ProgramHost } from "../../registry/program-host.ts";
import type { WasmBackend } from "./backend.ts";
import { captureKernels, lastCaptured } from "./capture.ts";
import { instanceOf } from "./instance.ts";

export function wasmPrograms(wasm: WasmBackend): ProgramHost {
  const instance = instanceOf(wasm);
  const addressOf = (dataId: tf.DataId): number => wasm.dataIdMap.get(dataId).memoryOffset;
  return {
    threads: instance.threads,
    isCurrent: () => instanceOf(wasm) === instance,
    capture: captureKernels,
    captured: lastCaptured,
    room: (bytes) => wasm.makeOutput([Math.ceil(bytes / 4)], "float32"),
    addressOf,
    dataAt: (address, shape) => wasm.makeOutput(shape, "float32", address).dataId,
    release(dataId) {
      // The backend frees what it disposes of, and address 0 is nothing.
      wasm.dataIdMap.get(dataId).memoryOffset = 0;
      wasm.disposeData(dataId, true);
    },
    words: () => new Int32Array(wasm.wasm.HEAPU8.buffer),
    run({ at, bytes, scratch, scratchBytes, widestPixel }) {
      const zeros = instance.zeros(widestPixel);
      const program = { program: at, programBytes: bytes, scratch, scratchBytes };
      writeControl(wasm.wasm.HEAPU8.buffer, instance.control, { threads: instance.threads, ...program, zeros });
      instance.exports.runProgram(instance.control);
    },
  };
}
