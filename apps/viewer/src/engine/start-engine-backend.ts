// Which backend the engine computes on: the one asked for, or WebGPU where it is a graphics processor, else WebAssembly.
import type { BackendName } from "@xception/backends";
import { startBackend } from "@xception/backends/browser";

import type { BackendReport } from "./protocol.ts";

import { wasmPaths } from "./wasm-paths.ts";

/** Starts the backend that is asked for, or the best; where it does not start, the next slower one, and says why. */
export async function startEngineBackend(asked?: BackendName): Promise<BackendReport> {
  const obstacle = asked === undefined ? await webgpuObstacle() : undefined;
  const reasons = obstacle === undefined ? [] : [obstacle];
  const first = asked ?? (obstacle === undefined ? "webgpu" : "wasm");
  for (const name of new Set<BackendName>([first, "wasm", "cpu"])) {
    try {
      await startBackend(name, { wasmPaths });
      return {
        name,
        ...(name === "wasm" ? { threads: await countThreads() } : {}),
        ...(reasons.length === 0 ? {} : { reason: reasons.join(" ") }),
      };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(reasons.join(" "));
}

/** Why WebGPU is not the best choice here; undefined where it is. */
async function webgpuObstacle(): Promise<string | undefined> {
  const adapter = await (navigator as { gpu?: GPU }).gpu?.requestAdapter();
  if (!adapter) return "This browser offers no WebGPU adapter.";
  const { info } = adapter as { info?: { architecture?: string } };
  // A graphics processor imitated on the processor is many times slower than WebAssembly on it.
  if (adapter.isFallbackAdapter || info?.architecture === "swiftshader") return "WebGPU is only imitated in software here.";
  return undefined;
}

async function countThreads(): Promise<number> {
  const { getThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
  return getThreadsCount();
}
