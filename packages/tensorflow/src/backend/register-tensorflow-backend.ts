import { getKernel, registerBackend, registerKernel, findBackendFactory, type KernelConfig } from "@tensorflow/tfjs-core";

import { createBinding } from "../binding/binding.ts";
import { startTensorFlow } from "../context/start-tensorflow.ts";
import type { TensorFlowOptions } from "../context/tensorflow-options.ts";
import { TensorStore } from "../tensors/tensor-store.ts";
import { gather } from "../kernels/gather.ts";
import { round } from "../kernels/round.ts";
import { sign } from "../kernels/sign.ts";
import { withBias } from "../kernels/with-bias.ts";
import { publishedKernels } from "./kernels.generated.ts";
import { TensorFlowBackend } from "./tensorflow-backend.ts";

/** The published kernels, less those that have one of ours in their place. */
function allKernels(): KernelConfig[] {
  const own: Readonly<Record<string, (published: KernelConfig) => KernelConfig>> = {
    FusedConv2D: withBias,
    FusedDepthwiseConv2D: withBias,
    GatherV2: gather,
    Round: () => round,
    Sign: () => sign,
  };
  return publishedKernels.map((kernel) => own[kernel.kernelName]?.(kernel) ?? kernel);
}

/**
 * Starts TensorFlow and registers it with TensorFlow.js as the backend "tensorflow", with the kernels that TensorFlow.js publishes for
 * Node. A second call does nothing.
 *
 * @throws TensorFlowMissingError where there is no TensorFlow that can be used
 *
 * @example
 * registerTensorFlowBackend({ threads: 4 });
 * await tf.setBackend("tensorflow");
 */
export function registerTensorFlowBackend(options: TensorFlowOptions = {}): void {
  const tensorflow = startTensorFlow(options);
  if ((findBackendFactory("tensorflow") as unknown) === null) {
    registerBackend("tensorflow", () => {
      const tensors = new TensorStore(tensorflow);
      return new TensorFlowBackend(tensorflow, createBinding(tensorflow, tensors), tensors);
    });
  }
  for (const kernel of allKernels()) {
    if ((getKernel(kernel.kernelName, "tensorflow") as KernelConfig | undefined) === undefined) registerKernel(kernel);
  }
}
