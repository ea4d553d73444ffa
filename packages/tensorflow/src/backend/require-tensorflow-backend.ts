import { TensorFlowBackend } from "./tensorflow-backend.ts";

/**
 * The backend as this package's, such as `tf.backend()` where "tensorflow" is current.
 *
 * @throws TypeError for another backend
 */
export function requireTensorFlowBackend(backend: unknown): TensorFlowBackend {
  if (backend instanceof TensorFlowBackend) return backend;
  throw new TypeError('[tensorflow] another backend is current. Call registerTensorFlowBackend, and await tf.setBackend("tensorflow").');
}
