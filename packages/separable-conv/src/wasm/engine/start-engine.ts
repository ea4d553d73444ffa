// The engine: a memory, the module on it, and threads.
import { controlBytes, nextLine, stopThreads, writeControl } from "../control.ts";
import { chooseByteProduct, trialBytes, tryByteProducts } from "../module/byte-products.ts";
import { compileModule, type Build } from "../module/compile-module.ts";
import { importsOf } from "../module/imports.ts";
import type { Exports } from "../module/exports.ts";
import { EngineError } from "./engine-error.ts";
import type { Engine } from "./engine.ts";
import { isNode, startThreads } from "./start-threads.ts";

export interface EngineOptions {
  /** Threads, the caller's one of them; 1 unless given. */
  readonly threads?: number;
  /** The best that the machine has unless given. */
  readonly build?: Build | undefined;
  /** Bytes of the widest pixel that a program reads. */
  readonly widestPixel: number;
}

const page = 65536;
const controlAt = 64;

/** Whether this machine lets threads share a memory: Node, and pages that are cross-origin isolated. */
export const sharesMemory = (): boolean =>
  typeof SharedArrayBuffer !== "undefined" && (isNode() || (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true);

/** @throws EngineError where the machine has no SIMD, or not the build that is asked for, or does not let threads share a memory */
export async function startEngine({ threads = 1, build, widestPixel }: EngineOptions): Promise<Engine> {
  const shared = threads > 1;
  if (shared && !sharesMemory()) {
    throw new EngineError(
      `[startEngine] ${threads} threads were asked for, but this page is not cross-origin isolated. Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or use one thread.`,
    );
  }
  const compiled = await compileModule({ shared, build });
  if (!compiled) {
    throw new EngineError(
      build === "relaxed"
        ? `[startEngine] this machine's WebAssembly lacks relaxed SIMD, but the build "relaxed" was asked for. Ask for "simd", or for none.`
        : `[startEngine] this machine's WebAssembly lacks SIMD. Use the executor "interpret" there.`,
    );
  }
  const zeros = controlAt + controlBytes(threads);
  const base = nextLine(zeros + widestPixel);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((base + trialBytes) / page), maximum: 65536, shared });
  const instance = await WebAssembly.instantiate(compiled.module, importsOf(memory));
  const exports = instance.exports as unknown as Exports;
  const workers = await startThreads(threads - 1, { module: compiled.module, memory, control: controlAt });
  const byteProduct = compiled.build === "relaxed" ? chooseByteProduct(tryByteProducts(exports, memory.buffer, base)) : undefined;
  let disposed = false;
  return {
    build: compiled.build,
    threads,
    byteProduct,
    exports,
    base,
    zeros,
    get buffer() {
      return memory.buffer;
    },
    reserve(end) {
      const missing = Math.ceil((end - memory.buffer.byteLength) / page);
      if (missing <= 0) return;
      try {
        memory.grow(missing);
      } catch {
        throw new EngineError(
          `[Engine] ${Math.ceil(end / 2 ** 20)} MiB of WebAssembly memory are needed, and the machine does not give them. Use a smaller batch or image.`,
        );
      }
    },
    run({ at, bytes, scratch, scratchBytes }) {
      if (disposed) throw new EngineError("[Engine] the engine is disposed. Start another one.");
      writeControl(memory.buffer, controlAt, { threads, program: at, programBytes: bytes, scratch, scratchBytes, zeros });
      if (bytes > 0) exports.runProgram(controlAt);
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      if (shared) stopThreads(memory.buffer, controlAt);
      for (const worker of workers) worker.end();
    },
  };
}
