import { planImagePooling, planPooling } from "@xception/separable-conv/engine";

import type { Pair } from "../../../definition/option-rule.ts";
import type { Padding } from "../../../nodes/window.ts";
import { imageSizes, type MapValue } from "../plan/map-value.ts";
import { windowOn } from "./convolution-window.ts";
import type { WasmKind } from "./wasm-kind.ts";

interface PoolOptions {
  readonly size: Pair;
  readonly stride: Pair | null;
  /** In words, or [[top, bottom], [left, right]]. */
  readonly padding: Padding | readonly [Pair, Pair];
}

type Of = "largest" | "mean";

/** Windows that slide over an image. */
export const pool =
  (of: Of): WasmKind =>
  ({ options }) => {
    const { size, stride, padding: border } = options as unknown as PoolOptions;
    const padding = typeof border === "string" ? border : ([border[0][0], border[1][0]] as const);
    return ({ inputs, output: y, emit, threads }) => {
      const x = inputs[0] as MapValue;
      const window = windowOn(x, y, { kernel: size, stride: stride ?? size, padding });
      emit([x, y], (find) => planPooling({ window, of, x: find(x.view), y: find(y.view) }, threads));
    };
  };

/** One window as large as the image. */
export const globalPool =
  (of: Of): WasmKind =>
  () =>
  ({ inputs, output: y, emit }) => {
    const x = inputs[0] as MapValue;
    const { batch, height, width, channels } = imageSizes(x);
    emit([x, y], (find) => planImagePooling({ batch, pixels: height * width, channels, of, x: find(x.view), y: find(y.view) }));
  };
