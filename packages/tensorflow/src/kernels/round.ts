import { Round, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";

/** A whole number is its own nearest. The operation Round of TensorFlow 2.21 gives zeros for int32. */
export const round: KernelConfig = {
  kernelName: Round,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs["x"] as TensorInfo;
    return requireTensorFlowBackend(backend).executeSingleInput(x.dtype === "int32" ? "Identity" : "Round", x);
  },
};
