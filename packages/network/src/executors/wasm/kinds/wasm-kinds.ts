// All kinds that make tasks. Input, dropout, flatten and reshape make none: their values are others', or come from outside.
import { activation } from "./activation.ts";
import { concatenate, cropping, upSampling, zeroPadding } from "./arranging.ts";
import { conv, dense, segmentedConv } from "./convolutions.ts";
import { depthwiseConv, separableConv } from "./depthwise.ts";
import { merge } from "./merging.ts";
import { globalPool, pool } from "./pooling.ts";
import { batchNorm, normalization, rescaling } from "./scaling.ts";
import type { WasmKind } from "./wasm-kind.ts";

export const wasmKinds: ReadonlyMap<string, WasmKind> = new Map<string, WasmKind>([
  ...Object.entries({ conv, depthwiseConv, separableConv, segmentedConv, dense }),
  ...Object.entries({ batchNorm, normalization, rescaling, activation }),
  ...Object.entries({ zeroPadding, cropping, upSampling, concatenate }),
  ["maxPool", pool("largest")],
  ["averagePool", pool("mean")],
  ["globalMaxPool", globalPool("largest")],
  ["globalAveragePool", globalPool("mean")],
  ["add", merge("add")],
  ["subtract", merge("subtract")],
  ["multiply", merge("multiply")],
  ["maximum", merge("maximum")],
  ["average", merge("add", { share: true })],
]);
