// TensorFlow.js keeps a clone of every tensor that the way back needs. Its wasm backend copies the bytes for that; here, as in its other
// backends, the clone shares them.
import * as tf from "@tensorflow/tfjs-core";

import type { Replacement } from "../../registry/replace-kernel.ts";
import type { WasmBackend } from "../module/backend.ts";

export const identity: Replacement = {
  kernelName: tf.Identity,
  backendName: "wasm",
  kernelFunc({ inputs, backend }) {
    const x = inputs["x"] as tf.TensorInfo;
    (backend as WasmBackend).incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  },
};
