import type { WasmBackend } from "./backend.ts";
import { currentCapture } from "./capture.ts";

/** Gives the address of so many floats. */
export type Take = (floats: number) => number;

/** Memory of the backend for the time of one call: all is given back when `use` returns. */
export function withScratch<Result>({ wasm }: WasmBackend, use: (take: Take) => Result): Result {
  const taken: number[] = [];
  try {
    return use((floats) => {
      const offset = requireRoom(wasm._malloc(floats * 4), floats * 4);
      taken.push(offset);
      currentCapture()?.takesRoom(offset, floats * 4);
      return offset;
    });
  } finally {
    for (const offset of taken) wasm._free(offset);
  }
}

/** The address that was allocated, which is 0 where there was no room. */
export function requireRoom(address: number, bytes: number): number {
  if (address === 0) throw new Error(`[withScratch] no room for ${bytes} bytes in WebAssembly's memory. Use a smaller batch.`);
  return address >>> 0;
}
