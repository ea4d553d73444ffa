// The module on the memory of a backend: compiled once, instantiated once for each backend that asks, because TensorFlow.js may start its
// wasm backend anew, with a new memory.
import { controlBytes, lineBytes, nextLine, stopThreads } from "../../../wasm/control.ts";
import { startThreads } from "../../../wasm/engine/start-threads.ts";
import { compileModule, type Build, type CompiledModule } from "../../../wasm/module/compile-module.ts";
import { importsOf } from "../../../wasm/module/imports.ts";
import type { Exports } from "../../../wasm/module/exports.ts";
import type { WasmBackend } from "./backend.ts";
import { requireRoom } from "./scratch.ts";

export interface Instance {
  readonly exports: Exports;
  readonly build: Build;
  /** Threads that run a program, the caller's among them. */
  readonly threads: number;
  /** Address of what the threads of a program share. */
  readonly control: number;
  /** Address of the place for a program, and its bytes. */
  readonly program: number;
  readonly programBytes: number;
  /** Address of so many bytes of zeros, which may be another at the next call. */
  readonly zeros: (bytes: number) => number;
  /** Ends the threads besides the caller's. */
  readonly end: () => void;
}

const programBytes = 2048;

let instances = new WeakMap<WasmBackend["wasm"], Instance>();
const modules = new Map<boolean, CompiledModule>();

/**
 * Compiles the module for one thread's memory and for shared memory, as far as this machine can.
 *
 * @param build the best that the machine has unless given
 * @returns false where it has no SIMD
 */
export async function compileModules(build?: Build): Promise<boolean> {
  for (const shared of [false, true]) {
    const compiled = await compileModule({ shared, build });
    if (!compiled) return false;
    if (modules.get(shared)?.build !== compiled.build) instances = new WeakMap();
    modules.set(shared, compiled);
  }
  return true;
}

/**
 * Gives a backend so many threads, in place of those that it has.
 *
 * @throws Error where there are to be several and the backend's memory is not shared
 */
export async function setThreads(backend: WasmBackend, threads: number): Promise<void> {
  const before = instanceOf(backend);
  if (before.threads === threads) return;
  const [memory, compiled] = [memoryOf(backend), modules.get(true)];
  if (threads > 1 && (!memory || !compiled || memory.buffer instanceof ArrayBuffer)) {
    throw new Error(
      `[registerWasmKernels] ${threads} threads need a backend whose memory is shared. Start it by startBackend("wasm", { threads: ${threads} }) of @xception/backends/node, or in a page that is cross-origin isolated.`,
    );
  }
  before.end();
  const instance = instantiate(backend, threads);
  if (threads === 1 || !memory || !compiled) return;
  const workers = await startThreads(threads - 1, { module: compiled.module, memory, control: instance.control });
  const end = (): void => {
    stopThreads(memory.buffer, instance.control);
    for (const worker of workers) worker.end();
  };
  instances.set(backend.wasm, { ...instance, threads, end });
  endWithBackend(backend);
}

const ending = new WeakSet<WasmBackend>();

/** Has the threads that a backend has by then end when it is disposed of. */
function endWithBackend(backend: WasmBackend): void {
  if (ending.has(backend)) return;
  ending.add(backend);
  const dispose = backend.dispose.bind(backend);
  backend.dispose = () => {
    instanceOf(backend).end();
    dispose();
  };
}

/** The memory of a backend; undefined where TensorFlow.js does not show it. */
export const memoryOf = ({ wasm }: WasmBackend): WebAssembly.Memory | undefined => wasm.asm?.memory ?? wasm.wasmMemory;

/** The module on this backend's memory; `compileModules` must have been awaited. */
export function instanceOf(backend: WasmBackend): Instance {
  return instances.get(backend.wasm) ?? instantiate(backend);
}

/** Threads that share the work of our kernels on this backend: 1 until it is given several. */
export const threadsOf = ({ wasm }: WasmBackend): number => instances.get(wasm)?.threads ?? 1;

function instantiate(backend: WasmBackend, threads = 1): Instance {
  const { wasm } = backend;
  const memory = memoryOf(backend);
  const compiled = modules.get(memory?.buffer instanceof ArrayBuffer ? false : true);
  if (!memory || !compiled) {
    throw new Error(
      "[registerWasmKernels] TensorFlow.js' wasm backend does not show its memory as version 4.22 does. Use @tensorflow/tfjs-backend-wasm 4.22.",
    );
  }
  const { exports } = new WebAssembly.Instance(compiled.module, importsOf(memory));
  const bytes = controlBytes(threads);
  const control = nextLine(requireRoom(wasm._malloc(lineBytes + bytes + programBytes), bytes + programBytes));
  wasm.HEAPU8.fill(0, control, control + bytes);
  let zeros = { at: 0, bytes: 0 };
  const instance: Instance = {
    exports: exports as unknown as Exports,
    build: compiled.build,
    threads: 1,
    control,
    program: control + bytes,
    programBytes,
    zeros(bytes) {
      if (bytes > zeros.bytes) {
        if (zeros.at) wasm._free(zeros.at);
        zeros = { at: requireRoom(wasm._malloc(bytes), bytes), bytes };
        wasm.HEAPU8.fill(0, zeros.at, zeros.at + bytes);
      }
      return zeros.at;
    },
    end: () => undefined,
  };
  instances.set(wasm, instance);
  return instance;
}
