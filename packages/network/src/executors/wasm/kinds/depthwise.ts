// Depthwise convolutions, by themselves and as the first step of a separable unit.
import { planChannelFiltering, planDepthwise, ranges, unbounded, type Range } from "@xception/separable-conv/engine";

import type { ActivationName } from "../../../nodes/activation/functions.ts";
import type { ParameterArray } from "../../../parameter-array.ts";
import { channelsOf, ownValue, rowsOf, type MapValue } from "../plan/map-value.ts";
import { onePixelWindow, windowOn, type Sliding } from "./convolution-window.ts";
import { emitProduct } from "./emit-product.ts";
import { emitActivation, emitEnd, endRange } from "./endings.ts";
import type { NodeWork, WasmKind } from "./wasm-kind.ts";

/** Channels that the vectors of the quick tasks need. */
const fewest = 4;

interface Filtering {
  readonly sliding: Sliding;
  readonly multiplier: number;
  readonly x: MapValue;
  readonly y: MapValue;
  readonly filter: number;
  readonly bias?: number;
  readonly relu: boolean;
  readonly range: Range;
}

/** A depthwise convolution as a task. */
export function emitDepthwise(work: NodeWork, { sliding, multiplier, x, y, ...rest }: Filtering): void {
  const window = { ...windowOn(x, y, sliding), multiplier };
  work.emit([x, y], (find) => {
    const task = { ...rest, window, x: find(x.view), y: find(y.view) };
    return multiplier === 1 && window.channels >= fewest ? planDepthwise(task, work.build) : planChannelFiltering(task);
  });
}

interface DepthwiseOptions extends Sliding {
  readonly multiplier: number;
  readonly activation: ActivationName;
}

export const depthwiseConv: WasmKind = ({ options, parameter }, store) => {
  const { activation, multiplier, ...sliding } = options as unknown as DepthwiseOptions;
  const filter = store.put((parameter("depthwise_kernel") as ParameterArray).data);
  const bias = store.putIfAny(parameter("bias"));
  return (work) => {
    const x = work.inputs[0] as MapValue;
    emitDepthwise(work, { sliding, multiplier, x, y: work.output, filter, bias, relu: work.relu, range: endRange(activation, work) });
    emitEnd(work, activation);
  };
};

const elu = { function: "elu", alpha: null, approximate: false } as const;

export const separableConv: WasmKind = ({ options, parameter, integers, product }, store) => {
  const { activation, multiplier, intermediateActivation, ...sliding } = options as unknown as DepthwiseOptions & {
    readonly intermediateActivation: "none" | "relu" | "elu";
  };
  const filter = store.put((parameter("depthwise_kernel") as ParameterArray).data);
  const pointwise = parameter("pointwise_kernel") as ParameterArray;
  const [, , depth = 1, filters = 1] = pointwise.shape;
  const panels = store.putFilters(pointwise, integers, product);
  const bias = store.putIfAny(parameter("bias"));
  const middle = intermediateActivation === "relu" ? (ranges["relu"] ?? unbounded) : unbounded;
  return (work) => {
    const { output: y, residual, relu } = work;
    const x = work.inputs[0] as MapValue;
    const ending = { y, ...panels, bias, residual, range: endRange(activation, work) };
    if (multiplier === 1 && channelsOf(x) >= fewest && intermediateActivation !== "elu") {
      emitProduct(work, { ...ending, window: windowOn(x, y, sliding), x, depthwise: { filter, relu, range: middle } });
    } else {
      const filtered = ownValue([...y.shape.slice(0, -1), depth]);
      emitDepthwise(work, { sliding, multiplier, x, y: filtered, filter, relu, range: middle });
      if (intermediateActivation === "elu") emitActivation(work, elu, filtered, filtered);
      emitProduct(work, { ...ending, window: onePixelWindow(rowsOf(filtered).rows, depth, filters), x: filtered });
    }
    emitEnd(work, activation);
  };
};
