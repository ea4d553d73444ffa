// Which backend the engine computes on: the one asked for, or WebGPU where it is a graphics processor, else WebAssembly.
import { BackendError, type BackendName } from "@xception/backends";
import { startBackend } from "@xception/backends/browser";

import type { BackendReport } from "./protocol.ts";
import { wasmPaths } from "./wasm-paths.ts";

/** Starts the backend that is asked for, or the best; where it does not start, the next slower one, and says why. */
export async function startEngineBackend(asked?: BackendName): Promise<BackendReport> {
  const reasons: string[] = [];
  let first = asked ?? "webgpu";
  if (asked === undefined && (await isImitated())) {
    first = "wasm";
    reasons.push("WebGPU is only imitated in software here.");
  }
  for (const name of new Set<BackendName>([first, "wasm", "cpu"])) {
    try {
      // Networks run on wasm's executor, which has threads of its own: TensorFlow.js' backend beside it needs none.
      await startBackend(name, name === "wasm" ? { wasmPaths, threads: 1 } : {});
      return {
        name,
        ...(name === "wasm" ? { threads: countThreads() } : {}),
        ...(reasons.length === 0 ? {} : { reason: reasons.join(" ") }),
      };
    } catch (error) {
      reasons.push(error instanceof BackendError ? error.problem : String(error));
    }
  }
  throw new Error(`[engine] no backend starts in this browser. ${reasons.join(" ")} Use a current browser.`);
}

/** Whether the graphics processor is imitated on the processor, and so many times slower than WebAssembly on it. */
async function isImitated(): Promise<boolean> {
  const adapter = await (navigator as { gpu?: GPU }).gpu?.requestAdapter();
  const { info } = (adapter ?? {}) as { info?: { architecture?: string } };
  return adapter?.isFallbackAdapter === true || info?.architecture === "swiftshader";
}

/** Half the processors, which often are two to a core, but two where there are two. Threads need a page that is isolated. */
function countThreads(): number {
  const processors = navigator.hardwareConcurrency;
  return crossOriginIsolated ? Math.min(processors, Math.max(2, processors >> 1)) : 1;
}
