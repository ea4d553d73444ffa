// All node kinds. To add a kind is to add its file and its line here.
import type { NodeKind } from "../definition/node-kind.ts";
import { activation } from "./activation/activation.ts";
import { conv } from "./convolution/conv.ts";
import { depthwiseConv } from "./convolution/depthwise-conv.ts";
import { segmentedConv } from "./convolution/segmented-conv.ts";
import { separableConv } from "./convolution/separable-conv.ts";
import { dense } from "./dense/dense.ts";
import { dropout } from "./dense/dropout.ts";
import { input } from "./input.ts";
import { add } from "./merge/add.ts";
import { average } from "./merge/average.ts";
import { concatenate } from "./merge/concatenate.ts";
import { maximum } from "./merge/maximum.ts";
import { multiply } from "./merge/multiply.ts";
import { subtract } from "./merge/subtract.ts";
import { batchNorm } from "./normalisation/batch-norm.ts";
import { normalization } from "./normalisation/normalization.ts";
import { rescaling } from "./normalisation/rescaling.ts";
import { averagePool } from "./pooling/average-pool.ts";
import { globalAveragePool } from "./pooling/global-average-pool.ts";
import { globalMaxPool } from "./pooling/global-max-pool.ts";
import { maxPool } from "./pooling/max-pool.ts";
import { cropping } from "./shape/cropping.ts";
import { flatten } from "./shape/flatten.ts";
import { reshape } from "./shape/reshape.ts";
import { upSampling } from "./shape/up-sampling.ts";
import { zeroPadding } from "./shape/zero-padding.ts";

export const nodeKinds: ReadonlyMap<string, NodeKind> = new Map(
  [
    input,
    ...[conv, depthwiseConv, separableConv, segmentedConv, dense],
    ...[batchNorm, normalization, rescaling, activation, dropout],
    ...[maxPool, averagePool, globalAveragePool, globalMaxPool],
    ...[flatten, reshape, zeroPadding, cropping, upSampling],
    ...[add, multiply, average, maximum, subtract, concatenate],
  ].map((kind) => [kind.kind, kind]),
);
