// Kinds that put pixels elsewhere.
import { planEnlargement, planImagePlacing } from "@xception/separable-conv/engine";

import type { Pair } from "../../../definition/option-rule.ts";
import { channelsFrom, channelsOf, imageSizes, rowsOf, type MapValue } from "../plan/map-value.ts";
import type { NodeWork, WasmKind } from "./wasm-kind.ts";

type Borders = readonly [vertical: Pair, horizontal: Pair];

interface Placing {
  readonly top: number;
  readonly left: number;
  readonly times?: Pair;
}

function emitPlacing({ inputs, output: y, emit }: NodeWork, { top, left, times = [1, 1] }: Placing): void {
  const x = inputs[0] as MapValue;
  const { height: outHeight, width: outWidth } = imageSizes(y);
  emit([x, y], (find) => planImagePlacing({ ...imageSizes(x), outHeight, outWidth, top, left, times, x: find(x.view), y: find(y.view) }));
}

/** The same values elsewhere. */
export function emitCopy(emit: NodeWork["emit"], x: MapValue, y: MapValue): void {
  const { rows, length: channels } = rowsOf(x);
  const sizes = { batch: 1, height: rows, width: 1, channels, outHeight: rows, outWidth: 1 };
  emit([x, y], (find) => planImagePlacing({ ...sizes, top: 0, left: 0, times: [1, 1], x: find(x.view), y: find(y.view) }));
}

export const zeroPadding: WasmKind = ({ options }) => {
  const [[top], [left]] = (options as unknown as { readonly padding: Borders }).padding;
  return (work) => {
    emitPlacing(work, { top, left });
  };
};

export const cropping: WasmKind = ({ options }) => {
  const [[top], [left]] = (options as unknown as { readonly cropping: Borders }).cropping;
  return (work) => {
    emitPlacing(work, { top: -top, left: -left });
  };
};

export const upSampling: WasmKind = ({ options }) => {
  const { size: times, interpolation } = options as unknown as { readonly size: Pair; readonly interpolation: "nearest" | "bilinear" };
  return (work) => {
    if (interpolation === "nearest") {
      emitPlacing(work, { top: 0, left: 0, times });
      return;
    }
    const { output: y, emit } = work;
    const x = work.inputs[0] as MapValue;
    emit([x, y], (find) => planEnlargement({ ...imageSizes(x), times, x: find(x.view), y: find(y.view) }));
  };
};

/** Inputs that do not lie in their places among the channels yet are brought there. */
export const concatenate: WasmKind =
  () =>
  ({ inputs, output, emit }) => {
    let first = 0;
    for (const x of inputs) {
      const y = channelsFrom(output, first, channelsOf(x));
      if (x.view.room !== y.view.room || x.view.offset !== y.view.offset) emitCopy(emit, x, y);
      first += channelsOf(x);
    }
  };
