import { BackendError } from "../backend-error.ts";

/**
 * Starts TensorFlow and registers it with TensorFlow.js.
 *
 * @throws BackendError where there is no TensorFlow that can be used
 */
export async function loadTensorFlow(): Promise<() => void> {
  const { registerTensorFlowBackend, TensorFlowMissingError } = await import("@xception/tensorflow");
  try {
    registerTensorFlowBackend();
  } catch (cause) {
    if (cause instanceof TensorFlowMissingError) throw new BackendError(cause.problem, cause.remedy, { cause });
    throw cause;
  }
  return (await import("@xception/separable-conv/tensorflow")).registerTensorFlowKernels;
}
