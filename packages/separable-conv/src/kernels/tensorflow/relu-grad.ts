import type * as tf from "@tensorflow/tfjs-core";

import { ReluGrad } from "../registry/kernel-names.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { ofFloat, runOperation } from "./operation.ts";

export const reluGrad: Replacement = {
  kernelName: ReluGrad,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, backend }) => {
    const { dy, y } = inputs as Record<"dy" | "y", tf.TensorInfo>;
    return runOperation(backend, "ReluGrad", [dy, y], [ofFloat()], 1)[0] as tf.TensorInfo;
  },
};
