export { startEngine, sharesMemory, type EngineOptions } from "./engine/start-engine.ts";
export type { Engine } from "./engine/engine.ts";
export { EngineError } from "./engine/engine-error.ts";
export { byteProductForms, byteTrials, chooseByteProduct, type ByteProduct, type ByteTrial } from "./module/byte-products.ts";
export type { Build } from "./module/compile-module.ts";
export {
  bytePanelBytes,
  depthOf,
  integerPanelBytes,
  panelFloats,
  planConvolution,
  type BytePanels,
  type Convolution,
  type DepthwiseStep,
  type PlannedTask,
} from "./tasks/convolve.ts";
export { blockEdge, blockFilters, planBlockConvolution, type BlockEdge } from "./tasks/convolve-blocks.ts";
export { planDepthwise, type DepthwiseConvolution } from "./tasks/convolve-depthwise.ts";
export type { Place } from "./tasks/place.ts";
export { ranges, unbounded, type Range } from "./tasks/range.ts";
export { joinTasks, type Task } from "./tasks/task.ts";
export type { Window } from "../kernels/window.ts";
export { planActivation, type Activation, type FunctionName } from "./tasks/maps/activate.ts";
export { planCombination, type Combination, type CombinedAxis, type OperationName } from "./tasks/maps/combine.ts";
export { planEnlargement, type Enlargement } from "./tasks/maps/enlarge.ts";
export { planChannelFiltering, type ChannelFiltering } from "./tasks/maps/filter-channels.ts";
export { planImagePlacing, type ImagePlacing, type ImageSizes } from "./tasks/maps/place-image.ts";
export { planImagePooling, type ImagePooling } from "./tasks/maps/pool-image.ts";
export { planPooling, type Pooling } from "./tasks/maps/pool.ts";
export { type Rows } from "./tasks/maps/rows.ts";
export { planChannelScale, repeatConstants, type ChannelScale } from "./tasks/maps/scale-channels.ts";
export { planSoftmax, type Softmax } from "./tasks/maps/softmax.ts";
export { planBatchNormalise, planBatchNormGradient, planBatchNormTraining, sumsFloats } from "./tasks/training/batch-norm.ts";
export type { BatchNormalise, BatchNormGradient, BatchNormTraining } from "./tasks/training/batch-norm.ts";
export { depthwiseSlicesFloats, planDepthwiseGradient, type DepthwiseGradient } from "./tasks/training/depthwise-gradient.ts";
export { filterSlicesFloats, planFilterGradient, type FilterGradient } from "./tasks/training/filter-gradient.ts";
export { planFoldPatches, type FoldPatches } from "./tasks/training/fold-patches.ts";
export { planMaxPoolGradient } from "./tasks/training/max-pool-gradient.ts";
export { planReluGradient } from "./tasks/training/relu-gradient.ts";
