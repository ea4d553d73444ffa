// What the module exports; all take offsets into a memory that is their caller's.
export { packPanels } from "./product/pack-panels";
export { runProgram, serve } from "./program/run";
export { batchNormalise, batchNormGradient, batchStatistics } from "./training/batch-norm";
export { contractChannels, expandChannels } from "./training/channels";
export { convolveBackpropFilter, convolveBackpropInput } from "./training/convolution";
export { depthwise, depthwiseBackpropFilter, depthwiseBackpropInput } from "./training/depthwise";
export { depthwise3x3, depthwise3x3BackpropFilter } from "./training/depthwise-3x3";
export { reluGrad } from "./training/elementwise";
export { maxPoolGrad } from "./training/max-pool";
