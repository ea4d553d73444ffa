export { batchNorm } from "./ops/batch-norm/batch-norm.ts";
export type { BatchNormOptions } from "./ops/batch-norm/options.ts";
export type { BatchNormTrainingOptions, BatchNormTrainingResult } from "./ops/batch-norm/training.ts";
export { depthwiseConv2d } from "./ops/depthwise-conv2d.ts";
export type { IntermediateActivation } from "./ops/intermediate-activation.ts";
export { pointwiseConv2d } from "./ops/pointwise-conv2d.ts";
export { segmentedConv2d } from "./ops/segmented-conv2d.ts";
export { separableConv2d, type SeparableConvOptions } from "./ops/separable-conv2d.ts";
export type { ConvOptions, Pair } from "./ops/validation/conv-geometry.ts";
export { ShapeError } from "./ops/validation/shape-error.ts";

export { registerGradients } from "./gradients/register-gradients.ts";
export { programHost, type CapturedRun, type Program, type ProgramHost, type Reference } from "./kernels/registry/program-host.ts";
