import { add, tidy, type KernelConfig, type Tensor } from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import { attributeKinds } from "../binding/attribute.ts";

/**
 * The published fused convolutions add a bias as any other sum. As TensorFlow's BiasAdd, the rewriter of traced functions joins it and
 * a relu to the convolution.
 */
export const withBias = (published: KernelConfig): KernelConfig => ({
  ...published,
  kernelFunc: (run) => {
    const backend = requireTensorFlowBackend(run.backend);
    const { x, filter, bias, preluActivationWeights } = run.inputs as Record<string, Tensor | undefined>;
    const { activation, leakyreluAlpha } = (run.attrs ?? {}) as { activation?: string; leakyreluAlpha?: number };
    return tidy(() => {
      const inputs = { x, filter } as Record<string, Tensor>;
      const y = published.kernelFunc({ ...run, inputs, attrs: { ...run.attrs, activation: "linear" } }) as Tensor;
      const attributes = [backend.typeAttribute("T", "float32"), { name: "data_format", type: attributeKinds.string, value: "NHWC" }];
      const isVector = bias?.shape.length === 1 && bias.shape[0] === y.shape.at(-1);
      const biased = isVector ? backend.executeSingleOutput("BiasAdd", attributes, [y, bias]) : bias ? add(y, bias) : y;
      return backend.applyActivation(biased, activation, preluActivationWeights, leakyreluAlpha);
    });
  },
});
