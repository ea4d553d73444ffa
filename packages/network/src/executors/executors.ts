// All executors of this package. To add one is to add its file and its line here.
import type { Executor } from "./executor.ts";
import { interpret } from "./interpret.ts";

export const executors: ReadonlyMap<string, Executor> = new Map<string, Executor>([
  ["interpret", interpret],
  // Loaded when it is asked for: whoever interprets needs none of its WebAssembly.
  ["wasm", async (...given) => (await import("./wasm/executor.ts")).wasm(...given)],
]);
