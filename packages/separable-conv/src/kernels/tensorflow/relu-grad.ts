import type * as tf from "@tensorflow/tfjs-core";

import { ReluGrad } from "../registry/kernel-names.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { ofFloat, runOperation } from "./operation.ts";

/** dy where y is above 0, and 0 elsewhere. */
export const reluBack = (backend: unknown, dy: tf.TensorInfo, y: tf.TensorInfo): tf.Tensor =>
  runOperation(backend, "ReluGrad", [dy, y], [ofFloat()], 1)[0] as tf.Tensor;

export const reluGrad: Replacement = {
  kernelName: ReluGrad,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, backend }) => {
    const { dy, y } = inputs as Record<"dy" | "y", tf.TensorInfo>;
    return reluBack(backend, dy, y);
  },
};
