import { GatherV2, scalar, tidy, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import { attributeKinds } from "../binding/attribute.ts";

/**
 * The published kernel reads the indices to check them, which it cannot do while a function is traced: then the check is left to
 * TensorFlow, which refuses an index out of range on a processor and gives zeros for it on a graphics card.
 */
export const gather = (published: KernelConfig): KernelConfig => ({
  ...published,
  kernelName: GatherV2,
  kernelFunc: (run) => {
    const backend = requireTensorFlowBackend(run.backend);
    if (!backend.recorder) return published.kernelFunc(run);
    const { x, indices } = run.inputs as Record<"x" | "indices", TensorInfo>;
    const attributes = [
      { name: "batch_dims", type: attributeKinds.int, value: run.attrs?.["batchDims"] },
      backend.typeAttribute("Tparams", x.dtype),
      backend.typeAttribute("Tindices", indices.dtype),
      backend.typeAttribute("Taxis", "int32"),
    ];
    return tidy(() => backend.executeSingleOutput(GatherV2, attributes, [x, indices, scalar(run.attrs?.["axis"] as number, "int32")]));
  },
});
