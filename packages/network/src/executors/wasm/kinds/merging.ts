// Kinds that join maps place by place; a size of 1 serves all places.
import { planCombination, unbounded, type CombinedAxis, type OperationName } from "@xception/separable-conv/engine";

import type { MapValue } from "../plan/map-value.ts";
import type { WasmKind } from "./wasm-kind.ts";

/** Joins two maps after the other; `share` has the result divided by their number. */
export const merge =
  (operation: OperationName, { share = false } = {}): WasmKind =>
  () =>
  ({ inputs, output: y, range, emit }) => {
    let a = inputs[0] as MapValue;
    for (const [index, b] of inputs.slice(1).entries()) {
      const left = a;
      const last = index === inputs.length - 2;
      const ending = last ? { range, factor: share ? 1 / inputs.length : 1 } : { range: unbounded };
      const axes = axesOf(left, b, y);
      emit([left, b, y], (find) =>
        planCombination({ operation, axes, ...ending, a: find(left.view).at, b: find(b.view).at, y: find(y.view).at }),
      );
      a = y;
    }
  };

function axesOf(a: MapValue, b: MapValue, y: MapValue): CombinedAxis[] {
  const strides = [stridesOf(a), stridesOf(b), stridesOf(y)];
  return y.shape.map((size, axis) => ({ size, strides: strides.map((own) => own[axis] ?? 0) as [number, number, number] }));
}

/** Bytes from place to place along every axis; 0 along one of size 1. */
function stridesOf({ shape, view }: MapValue): number[] {
  let bytes = 4;
  return shape
    .map((size, axis): [number, number] => [size, axis])
    .reverse()
    .map(([size, axis]) => {
      const stride = size === 1 ? 0 : bytes;
      bytes = axis === shape.length - 1 ? view.pitch : bytes * size;
      return stride;
    })
    .reverse();
}
