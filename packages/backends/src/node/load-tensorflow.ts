import { BackendError } from "../backend-error.ts";
import type { Choices } from "../start/start-on.ts";

/** What the process' one TensorFlow was started with; undefined for its own choice, and before it starts. */
let started: { readonly threads: number | undefined } | undefined;

/**
 * Starts TensorFlow and registers it with TensorFlow.js.
 *
 * @throws BackendError where there is no TensorFlow that can be used, or it runs already with other threads
 */
export async function loadTensorFlow({ threads }: Choices): Promise<() => void> {
  const { registerTensorFlowBackend, TensorFlowMissingError } = await import("@xception/tensorflow");
  if (started && threads !== undefined && threads !== started.threads) {
    const now = started.threads === undefined ? "the threads of its own choice" : `${started.threads} threads`;
    throw new BackendError(`the backend tensorflow runs already, with ${now}.`, "Ask for threads when it starts first.");
  }
  try {
    registerTensorFlowBackend({ threads });
  } catch (cause) {
    if (cause instanceof TensorFlowMissingError) throw new BackendError(cause.problem, cause.remedy, { cause });
    throw cause;
  }
  started ??= { threads };
  return (await import("@xception/separable-conv/tensorflow")).registerTensorFlowKernels;
}
