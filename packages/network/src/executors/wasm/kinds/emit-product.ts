import {
  planBlockConvolution,
  planConvolution,
  type BytePanels,
  type DepthwiseStep,
  type Range,
  type Window,
} from "@xception/separable-conv/engine";

import type { MapValue } from "../plan/map-value.ts";
import type { NodeWork } from "./wasm-kind.ts";

/** A convolution, with the depthwise step of a separable unit where it has one. */
interface Product {
  readonly window: Window;
  readonly x: MapValue;
  readonly y: MapValue;
  readonly panels: number;
  readonly scales?: number;
  readonly bytes?: BytePanels;
  readonly bias?: number;
  readonly range: Range;
  readonly residual?: MapValue | undefined;
  readonly depthwise?: DepthwiseStep;
  /** Whether the panels are those of `blockFilters`. */
  readonly byBlocks?: boolean;
}

/** A convolution as a task. */
export function emitProduct(work: NodeWork, { x, y, residual, byBlocks = false, ...rest }: Product): void {
  work.emit(residual ? [x, y, residual] : [x, y], (find) => {
    const places = { x: find(x.view), y: find(y.view), residual: residual && find(residual.view) };
    const plan = byBlocks ? planBlockConvolution : planConvolution;
    return plan({ ...rest, ...places }, work.build, work.threads);
  });
}
