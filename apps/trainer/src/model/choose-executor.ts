import type { NodeBackendName } from "@xception/backends";
import { traced, type Executor } from "@xception/network";

/**
 * What `compile` takes for the name of an executor. The network as one function of TensorFlow's is made here, because packages that
 * pages load know nothing of TensorFlow.
 */
export async function chooseExecutor(name: string): Promise<string | Executor> {
  if (name !== "tensorflow") return name;
  const { trace } = await import("@xception/tensorflow");
  return traced((fn) => trace(fn));
}

/** The backend that an executor runs on: its own, if it has one, whatever was asked for. */
export const backendFor = (executor: string, asked: NodeBackendName): NodeBackendName => (executor === "tensorflow" ? "tensorflow" : asked);
