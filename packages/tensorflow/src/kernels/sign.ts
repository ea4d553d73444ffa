import { isNaN as isNotANumber, Sign, tidy, where, zerosLike, type KernelConfig, type Tensor } from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";

/** Not-a-number has the sign 0 for TensorFlow.js; TensorFlow keeps it. */
export const sign: KernelConfig = {
  kernelName: Sign,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, backend }) => {
    const tensor = inputs["x"] as Tensor;
    const signed = (): Tensor => requireTensorFlowBackend(backend).executeSingleInput("Sign", tensor);
    return tensor.dtype === "float32" ? tidy(() => where(isNotANumber(tensor), zerosLike(tensor), signed())) : signed();
  },
};
