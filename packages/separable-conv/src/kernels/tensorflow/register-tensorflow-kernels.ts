// TensorFlow.js' own kernels for TensorFlow are right where they are used here; these add what it has none for, padding in pixels, and faster ways of training.
import { replaceKernel } from "../registry/replace-kernel.ts";
import { batchNorms } from "./batch-norm-training.ts";
import { convolutions } from "./convolution.ts";
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from "./pooling.ts";
import { reluGrad } from "./relu-grad.ts";

const kernels = [...convolutions, maxPool, maxPoolGrad, avgPool, avgPoolGrad, ...batchNorms, reluGrad];

/** Puts this package's kernels into the backend of @xception/tensorflow. Calling it again changes nothing. */
export function registerTensorFlowKernels(): void {
  for (const kernel of kernels) replaceKernel(kernel);
}
