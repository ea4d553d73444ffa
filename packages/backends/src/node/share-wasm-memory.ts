// TensorFlow.js' wasm backend uses one thread in Node. Its binary with SIMD is the same whether others share its memory or not, but for one
// bit of the section that declares that memory: set, it gives memory that our kernels' threads can work on.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { BackendError } from "../backend-error.ts";
import { locateWasm } from "./locate-wasm.ts";

const memorySection = 5;
const hasMaximum = 1;
const isShared = 2;

/** TensorFlow.js' binary with SIMD, as an address, its memory shared among threads. */
export async function shareWasmMemory(): Promise<string> {
  const binary = await readFile(join(locateWasm(), "tfjs-backend-wasm-simd.wasm"));
  const flags = memoryFlagsAt(binary);
  if (flags === undefined || binary[flags] !== hasMaximum) {
    throw new BackendError(
      "TensorFlow.js' wasm binary does not declare its memory as version 4.22 does.",
      "Use @tensorflow/tfjs-backend-wasm 4.22, or one thread.",
    );
  }
  binary[flags] = hasMaximum | isShared;
  return `data:application/wasm;base64,${binary.toString("base64")}`;
}

/** Where the binary says of what kind its memory is: after the section's head and the number of memories. */
function memoryFlagsAt(binary: Uint8Array): number | undefined {
  let at = 8;
  while (at < binary.length) {
    const section = binary[at];
    const size = readNumber(binary, at + 1);
    if (section === memorySection) return readNumber(binary, size.end).end;
    at = size.end + size.value;
  }
  return undefined;
}

/** A number of seven bits a byte, lowest first. */
function readNumber(binary: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = binary[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, end: at };
  }
}
