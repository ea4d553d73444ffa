// TensorFlow.js' own webgpu kernels are right where they are used here: the gradients see to dilation (gradients/convolution/backprop.ts).
// What it has no kernel for is composed of those it has.
import * as tf from "@tensorflow/tfjs-core";

import { batchNormTraining, batchNormTrainingGrad } from "../composed/batch-norm-training.ts";
import { BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import { replaceKernel } from "../registry/replace-kernel.ts";

type Inputs = Record<"x" | "dy", tf.Tensor> & Record<"scale" | "offset" | "mean" | "variance", tf.Tensor1D>;

/** Puts this package's kernels into TensorFlow.js' webgpu backend. Calling it again changes nothing. */
export function registerWebgpuKernels(): void {
  composed(BatchNormTraining, ({ x, scale, offset }, epsilon) => batchNormTraining(x, scale, offset, epsilon));
  composed(BatchNormTrainingGrad, ({ dy, x, scale, mean, variance }, epsilon) =>
    batchNormTrainingGrad(dy, x, scale, mean, variance, epsilon),
  );
}

function composed(kernelName: string, compose: (inputs: Inputs, epsilon: number) => tf.Tensor[]): void {
  replaceKernel({
    kernelName,
    backendName: "webgpu",
    kernelFunc: ({ inputs, attrs }) => tf.tidy(() => compose(inputs as unknown as Inputs, attrs?.["epsilon"] as number)),
  });
}
