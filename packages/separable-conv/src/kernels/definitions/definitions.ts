import { batchNormTraining, batchNormTrainingGrad } from "./batch-norm-training.ts";
import { conv2dBackpropFilter, conv2dBackpropInput } from "./conv2d.ts";
import { depthwiseConv2d, depthwiseConv2dBackpropFilter, depthwiseConv2dBackpropInput } from "./depthwise-conv2d.ts";
import type { LoopKernel } from "./loop-kernel.ts";
import { maxPoolGrad } from "./max-pool-grad.ts";
import { reluGrad } from "./relu-grad.ts";

/** Every kernel of this package as plain loops. */
export const definitions: readonly LoopKernel[] = [
  depthwiseConv2d,
  depthwiseConv2dBackpropInput,
  depthwiseConv2dBackpropFilter,
  conv2dBackpropInput,
  conv2dBackpropFilter,
  maxPoolGrad,
  batchNormTraining,
  batchNormTrainingGrad,
  reluGrad,
];
