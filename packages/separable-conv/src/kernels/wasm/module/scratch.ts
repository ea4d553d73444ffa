import type { WasmBackend } from "./backend.ts";

/** Memory of the backend for the time of one call: `take` gives the offset of so many floats; all is given back when `use` returns. */
export function withScratch<Result>({ wasm }: WasmBackend, use: (take: (floats: number) => number) => Result): Result {
  const taken: number[] = [];
  try {
    return use((floats) => {
      const offset = wasm._malloc(floats * 4) >>> 0;
      if (offset === 0) throw new Error(`[withScratch] no room for ${floats * 4} bytes in WebAssembly's memory. Use a smaller batch.`);
      taken.push(offset);
      return offset;
    });
  } finally {
    for (const offset of taken) wasm._free(offset);
  }
}
