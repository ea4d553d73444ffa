// Which backend the engine computes on: the one asked for, or WebGPU where it is a graphics processor, else WebAssembly.
import type { BackendName } from "@xception/backends";
import { startBackend } from "@xception/backends/browser";

import type { BackendReport } from "./protocol.ts";

import { wasmPaths } from "./wasm-paths.ts";

/** Starts the backend that is asked for, or the best; where it does not start, the next slower one, and says why. */
export async function startEngineBackend(asked?: BackendName): Promise<BackendReport> {
  const adapter = await findAdapter();
  const first = asked ?? (adapter === "real" ? "webgpu" : "wasm");
  const reasons: string[] = [];
  if (adapter === "none" && (asked ?? "webgpu") === "webgpu") reasons.push("This browser offers no WebGPU adapter.");
  if (adapter === "imitated" && asked === undefined) reasons.push("WebGPU is only imitated in software here.");
  for (const name of new Set<BackendName>([first, "wasm", "cpu"])) {
    if (name === "webgpu" && adapter === "none") continue;
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

/** A graphics processor that is imitated on the processor is many times slower than WebAssembly on it. */
async function findAdapter(): Promise<"none" | "imitated" | "real"> {
  const adapter = await (navigator as { gpu?: GPU }).gpu?.requestAdapter();
  if (!adapter) return "none";
  const { info } = adapter as { info?: { architecture?: string } };
  return adapter.isFallbackAdapter || info?.architecture === "swiftshader" ? "imitated" : "real";
}

async function countThreads(): Promise<number> {
  const { getThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
  return getThreadsCount();
}
