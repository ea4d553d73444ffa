// Convolutions and dense layers: products of matrices, with what comes before and after them where values are in registers anyway.
import { blockEdge, blockFilters, unbounded, type BlockEdge } from "@xception/separable-conv/engine";

import type { ActivationName } from "../../../nodes/activation/functions.ts";
import type { ParameterArray } from "../../../parameter-array.ts";
import type { WeightStore } from "../memory/weight-store.ts";
import { channelsFrom, channelsOf, ownValue, rowsOf, type MapValue } from "../plan/map-value.ts";
import { onePixelWindow, windowOn, type Sliding } from "./convolution-window.ts";
import { emitDepthwise } from "./depthwise.ts";
import { emitProduct } from "./emit-product.ts";
import { emitEnd, endRange } from "./endings.ts";
import type { WasmKind } from "./wasm-kind.ts";

interface Ending {
  readonly activation: ActivationName;
}

const depthAndFilters = ({ shape, data }: ParameterArray): readonly [data: Float32Array, depth: number, filters: number] => {
  const filters = shape.at(-1) ?? 1;
  return [data, data.length / filters, filters];
};

export const conv: WasmKind = ({ options, parameter, integers, product }, store) => {
  const { activation, ...sliding } = options as unknown as Sliding & Ending;
  const kernel = parameter("kernel") as ParameterArray;
  const edge = blockEdge(taps(kernel, sliding));
  const filters = edge ? { panels: putBlocks(kernel, edge, store) } : store.putFilters(kernel, integers, product);
  const bias = store.putIfAny(parameter("bias"));
  return (work) => {
    const { output: y, residual } = work;
    const x = work.inputs[0] as MapValue;
    const convolution = { window: windowOn(x, y, sliding), x, y, ...filters, bias, residual, range: endRange(activation, work), edge };
    emitProduct(work, convolution);
    emitEnd(work, activation);
  };
};

/** What is known of windows before there is an image. */
const taps = ({ shape }: ParameterArray, { stride, dilation = [1, 1] }: Sliding): Parameters<typeof blockEdge>[0] => ({
  ...{ kernelHeight: shape[0] ?? 1, kernelWidth: shape[1] ?? 1, channels: shape[2] ?? 1, outChannels: shape[3] ?? 1 },
  ...{ strideY: stride[0], strideX: stride[1], dilationY: dilation[0], dilationX: dilation[1] },
});

function putBlocks(kernel: ParameterArray, edge: BlockEdge, store: WeightStore): number {
  const [data, depth, filters] = depthAndFilters(kernel);
  const spread = blockFilters(data, (depth / 9) * filters, edge);
  return store.putPanels(spread, spread.length / filters, filters);
}

export const dense: WasmKind = ({ options, parameter, integers, product }, store) => {
  const { activation } = options as unknown as Ending;
  const filters = store.putFilters(parameter("kernel") as ParameterArray, integers, product);
  const bias = store.putIfAny(parameter("bias"));
  return (work) => {
    const { output: y, residual } = work;
    const x = work.inputs[0] as MapValue;
    const { rows, length } = rowsOf(x);
    const window = onePixelWindow(rows, length, channelsOf(y));
    emitProduct(work, { window, x, y, ...filters, bias, residual, range: endRange(activation, work) });
    emitEnd(work, activation);
  };
};

interface SegmentOptions extends Sliding, Ending {
  readonly filters: number;
  readonly segments: number;
}

/** The filters of each segment by themselves. */
function putSegments(kernel: ParameterArray, segments: number, store: WeightStore): number[] {
  const [data, depth, filters] = depthAndFilters(kernel);
  const each = filters / segments;
  return Array.from({ length: segments }, (_, segment) => store.putPanels(data, depth, filters, segment * each, each));
}

export const segmentedConv: WasmKind = ({ options, parameter, integers, product }, store) => {
  const { activation, filters, segments, ...sliding } = options as unknown as SegmentOptions;
  const mixing = store.putFilters(parameter("pointwise_kernel") as ParameterArray, integers, product);
  const each = filters / segments;
  // A segment of one channel each is a depthwise convolution.
  const filter = each === 1 ? store.putIfAny(parameter("kernel")) : 0;
  const panels = each === 1 ? [] : putSegments(parameter("kernel") as ParameterArray, segments, store);
  const bias = store.putIfAny(parameter("bias"));
  return (work) => {
    const { output: y } = work;
    const x = work.inputs[0] as MapValue;
    const { rows, length } = rowsOf(x);
    const mixed = ownValue([...x.shape.slice(0, -1), filters]);
    const range = endRange(activation, work);
    emitProduct(work, { window: onePixelWindow(rows, length, filters), x, y: mixed, ...mixing, range: unbounded });
    if (each === 1) emitDepthwise(work, { sliding, multiplier: 1, x: mixed, y, filter, bias, relu: false, range });
    for (const [segment, own] of panels.entries()) {
      const [from, to] = [channelsFrom(mixed, segment * each, each), channelsFrom(y, segment * each, each)];
      const ownBias = bias === 0 ? 0 : bias + 4 * segment * each;
      emitProduct(work, { window: windowOn(from, to, sliding), x: from, y: to, panels: own, bias: ownBias, range });
    }
    emitEnd(work, activation);
  };
};
