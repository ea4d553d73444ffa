// The kernels that the module exports; all take offsets into the memory of TensorFlow.js' wasm backend.
export { batchNormalise, batchNormGradient, batchStatistics } from "./batch-norm";
export { contractChannels, expandChannels } from "./channels";
export { convolveBackpropFilter, convolveBackpropInput } from "./convolution";
export { depthwise, depthwiseBackpropFilter, depthwiseBackpropInput } from "./depthwise";
export { depthwise3x3, depthwise3x3BackpropFilter } from "./depthwise-3x3";
export { reluGrad } from "./elementwise";
export { maxPoolGrad } from "./max-pool";
