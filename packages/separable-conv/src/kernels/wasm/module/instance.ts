// The module on the memory of a backend: compiled once, instantiated once for each backend that asks, because TensorFlow.js may start its
// wasm backend anew, with a new memory.
import { compileModule } from "../../../wasm/module/compile-module.ts";
import { importsOf } from "../../../wasm/module/imports.ts";
import type { Exports } from "../../../wasm/module/exports.ts";
import type { WasmBackend } from "./backend.ts";

export interface Instance {
  readonly exports: Exports;
  /** Offset of the place where `writeWindow` writes. */
  readonly window: number;
  /** Offset of one vector of zeros. */
  readonly zeros: number;
}

const instances = new WeakMap<WasmBackend["wasm"], Instance>();
const modules = new Map<boolean, WebAssembly.Module>();

/**
 * Compiles the module for one thread's memory and for shared memory, as far as this machine can.
 *
 * @returns false where it has no SIMD
 */
export async function compileModules(): Promise<boolean> {
  for (const shared of [false, true]) {
    const compiled = await compileModule({ shared });
    if (compiled) modules.set(shared, compiled.module);
  }
  return modules.has(false);
}

/** The module on this backend's memory; `compileModules` must have been awaited. */
export function instanceOf({ wasm }: WasmBackend): Instance {
  return instances.get(wasm) ?? instantiate(wasm);
}

function instantiate(wasm: WasmBackend["wasm"]): Instance {
  const memory = wasm.asm?.memory ?? wasm.wasmMemory;
  const module = modules.get(memory?.buffer instanceof ArrayBuffer ? false : true);
  if (!memory || !module) {
    throw new Error(
      "[registerWasmKernels] TensorFlow.js' wasm backend does not show its memory as version 4.22 does. Use @tensorflow/tfjs-backend-wasm 4.22.",
    );
  }
  const { exports } = new WebAssembly.Instance(module, importsOf(memory));
  const window = wasm._malloc(128) >>> 0;
  const zeros = window + 64;
  wasm.HEAPU8.fill(0, window, window + 128);
  const instance = { exports: exports as unknown as Exports, window, zeros };
  instances.set(wasm, instance);
  return instance;
}
