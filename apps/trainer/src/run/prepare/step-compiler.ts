import type { NodeBackendName } from "@xception/backends";
import type { StepCompiler } from "@xception/training";

/** What makes a step one operation, where the backend can; steps of other backends run operation by operation. */
export async function stepCompiler(backend: NodeBackendName): Promise<StepCompiler | undefined> {
  if (backend !== "tensorflow") return undefined;
  const { everyCall, trace } = await import("@xception/tensorflow");
  return { trace: (fn) => trace(fn), everyCall };
}
