import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { shareMemory } from "../start/share-memory.ts";
import { locateWasm } from "./locate-wasm.ts";

/** TensorFlow.js' binary with SIMD, as an address, its memory shared among threads. */
export async function shareWasmMemory(): Promise<string> {
  const binary = await readFile(join(locateWasm(), "tfjs-backend-wasm-simd.wasm"));
  shareMemory(binary);
  return `data:application/wasm;base64,${binary.toString("base64")}`;
}
