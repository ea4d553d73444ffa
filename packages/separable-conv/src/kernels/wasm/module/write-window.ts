import type { Window } from "../../window.ts";
import type { WasmBackend } from "./backend.ts";
import { instanceOf } from "./instance.ts";

/** Writes a window where the module reads it (assembly/window.ts has the fields in this order), and gives the offset. */
export function writeWindow(backend: WasmBackend, w: Window): number {
  const { window } = instanceOf(backend);
  new Int32Array(backend.wasm.HEAPU8.buffer, window, 15).set([
    w.batch,
    w.height,
    w.width,
    w.channels,
    w.outHeight,
    w.outWidth,
    w.outChannels,
    w.kernelHeight,
    w.kernelWidth,
    w.strideY,
    w.strideX,
    w.dilationY,
    w.dilationX,
    w.padTop,
    w.padLeft,
  ]);
  return window;
}
