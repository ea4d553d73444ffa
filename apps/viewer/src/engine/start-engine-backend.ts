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
      await startBackend(name, { wasmPaths });
      return {
        name,
        ...(name === "wasm" ? { threads: await countThreads() } : {}),
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

async function countThreads(): Promise<number> {
  const { getThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
  return getThreadsCount();
}
