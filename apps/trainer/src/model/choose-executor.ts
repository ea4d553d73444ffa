import type { NodeBackendName } from "@xception/backends";
import { traced, type Executor, type Precision } from "@xception/network";

/** What the command line says of how a network is run. */
export interface ExecutorChoice {
  readonly executor?: string;
  readonly precision?: Precision;
}

/** The name of the executor: as asked for, else the one that computes in the precision asked for. */
export const executorName = ({ executor, precision }: ExecutorChoice): string => executor ?? (precision === "int8" ? "wasm" : "interpret");

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
export const backendFor = (choice: ExecutorChoice, asked: NodeBackendName): NodeBackendName =>
  executorName(choice) === "tensorflow" ? "tensorflow" : asked;
