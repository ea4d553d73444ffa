import { Control, scratchOf } from "../program/control";
import { AddSlices, addSlices } from "./add-slices";
import { BatchNormGradient, batchNormBack, batchNormSums } from "./batch-norm-gradient";
import { BatchNormalise, batchNormalise } from "./batch-normalise";
import { BatchStatistics, batchStatistics } from "./batch-statistics";
import { DepthwiseGradient, depthwiseGradient } from "./depthwise-gradient";
import { FilterGradient, filterGradient } from "./filter-gradient";
import { FilterGradientInPlace, filterGradientInPlace } from "../in-place/filter-gradient-in-place";
import { FoldPatches, foldPatches } from "./fold-patches";
import { MaxPoolGradient, maxPoolGradient } from "./max-pool-gradient";
import { MovingAverage, movingAverage } from "./moving-average";
import { ReluGradient, reluGradient } from "./relu-gradient";

// The kinds of tasks; src/wasm/tasks/task.ts has the same numbers.
const FILTER_GRADIENT = 40;
const FOLD_PATCHES = 41;
const DEPTHWISE_GRADIENT = 42;
const BATCH_STATISTICS = 43;
const BATCH_NORMALISE = 44;
const BATCH_NORM_SUMS = 45;
const BATCH_NORM_BACK = 46;
const RELU_GRADIENT = 47;
const MAX_POOL_GRADIENT = 48;
const ADD_SLICES = 50;
const FILTER_GRADIENT_IN_PLACE = 51;
const MOVING_AVERAGE = 52;

/** Runs a task that only training needs. */
export function runTraining(kind: i32, fields: usize, control: Control, thread: i32): void {
  if (kind == FILTER_GRADIENT) filterGradient(changetype<FilterGradient>(fields), control, thread);
  else if (kind == FOLD_PATCHES) foldPatches(changetype<FoldPatches>(fields), control, thread);
  else if (kind == DEPTHWISE_GRADIENT)
    depthwiseGradient(changetype<DepthwiseGradient>(fields), control, thread, scratchOf(control, thread));
  else if (kind == BATCH_STATISTICS) batchStatistics(changetype<BatchStatistics>(fields), control, thread);
  else if (kind == BATCH_NORMALISE) batchNormalise(changetype<BatchNormalise>(fields), control, thread, scratchOf(control, thread));
  else if (kind == BATCH_NORM_SUMS) batchNormSums(changetype<BatchNormGradient>(fields), control, thread);
  else if (kind == BATCH_NORM_BACK) batchNormBack(changetype<BatchNormGradient>(fields), control, thread, scratchOf(control, thread));
  else if (kind == RELU_GRADIENT) reluGradient(changetype<ReluGradient>(fields), control, thread);
  else if (kind == MAX_POOL_GRADIENT) maxPoolGradient(changetype<MaxPoolGradient>(fields), control, thread);
  else if (kind == ADD_SLICES) addSlices(changetype<AddSlices>(fields), control, thread);
  else if (kind == MOVING_AVERAGE) movingAverage(changetype<MovingAverage>(fields), control, thread);
  else if (kind == FILTER_GRADIENT_IN_PLACE) filterGradientInPlace(changetype<FilterGradientInPlace>(fields), control, thread);
}
