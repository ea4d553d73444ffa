import * as tf from "@tensorflow/tfjs-core";
import { startBackend } from "@xception/backends/node";
import { traced, type Executor, type IntegerPrecision } from "@xception/network";

import { CommandError } from "../terminal/command-error.ts";
import type { ChosenExecutor, ExecutorPrecision } from "./choose-executor.ts";

/**
 * Starts the backend of an executor, where it has one, and gives what `compile` takes for it. The network as one function of TensorFlow's
 * is made here, because packages that pages load know nothing of TensorFlow.
 *
 * @param command  opens the sentence of an error
 * @throws BackendError where the backend cannot start
 * @throws CommandError (2) where the machine does not compute in the precision asked for
 */
export async function startExecutor(command: string, { name, backend, precision, threads }: ChosenExecutor): Promise<string | Executor> {
  if (backend !== undefined) await startBackend(backend, backend === "tensorflow" ? { threads } : {});
  if (name !== "tensorflow") return name;
  await requirePrecision(command, precision);
  const { requireTensorFlowBackend, trace } = await import("@xception/tensorflow");
  // The network is fused already. On a processor, rewriting it costs a second and some hundred megabytes, and gains nothing in float32.
  const rewrite = precision !== "float32" || requireTensorFlowBackend(tf.backend()).isUsingGpuDevice;
  return traced((fn) => trace(fn, { precision: precision as TracePrecision, rewrite }));
}

/** Precisions of the executor tensorflow. */
type TracePrecision = Exclude<ExecutorPrecision, IntegerPrecision>;

/**
 * TensorFlow mixes float16 in everywhere, bfloat16 on processors.
 *
 * @throws CommandError (2) for bfloat16 on a graphics card
 */
export async function requirePrecision(command: string, precision: ExecutorPrecision): Promise<void> {
  if (precision !== "bfloat16") return;
  const { requireTensorFlowBackend } = await import("@xception/tensorflow");
  if (!requireTensorFlowBackend(tf.backend()).isUsingGpuDevice) return;
  throw new CommandError(
    `[${command}] --precision came as bfloat16, but TensorFlow computes on a graphics card, where it mixes float16 in. Use that, or leave it out.`,
  );
}
