import { definitions } from "../definitions/definitions.ts";
import { replaceKernel } from "../registry/replace-kernel.ts";
import { onWasm } from "./loops.ts";

export async function registerWasmKernels(): Promise<void> {
  for (const definition of definitions) replaceKernel({ ...definition, backendName: "wasm", kernelFunc: onWasm(definition) });
  await Promise.resolve();
}
