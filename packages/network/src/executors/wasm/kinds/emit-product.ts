import {
  planBlockConvolution,
  planConvolution,
  type BlockEdge,
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
  /** Where the panels are those of `blockFilters`: the edge of the blocks. */
  readonly edge?: BlockEdge | undefined;
}

/** A convolution as a task. */
export function emitProduct(work: NodeWork, { x, y, residual, edge, ...rest }: Product): void {
  work.emit(residual ? [x, y, residual] : [x, y], (find) => {
    const places = { x: find(x.view), y: find(y.view), residual: residual && find(residual.view) };
    const convolution = { ...rest, ...places };
    if (edge) return planBlockConvolution(convolution, edge, work.build, work.threads);
    return planConvolution(convolution, work.build, work.threads);
  });
}
