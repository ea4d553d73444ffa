export { registerTensorFlowBackend } from "./backend/register-tensorflow-backend.ts";
export { requireTensorFlowBackend } from "./backend/require-tensorflow-backend.ts";
export type { TensorFlowBackend } from "./backend/tensorflow-backend.ts";
export type { Device } from "./context/list-devices.ts";
export { startTensorFlow, type TensorFlow } from "./context/start-tensorflow.ts";
export type { TensorFlowOptions } from "./context/tensorflow-options.ts";
export { findTensorFlow, type FoundTensorFlow } from "./find/find-tensorflow.ts";
export { TensorFlowMissingError } from "./find/tensorflow-missing-error.ts";
export { TensorFlowError, type StatusCode } from "./tensorflow-error.ts";
