// TensorFlow.js' wasm convolutions leave "same" padding to XNNPACK, whose count of it falls below 0, and wraps around to billions, where a
// stride skips pixels at the end: a filter of one row and stride 2 on an even height, for one (tensorflow/tfjs#6629). Padding spelled out
// in pixels does not take that path.
import * as tf from "@tensorflow/tfjs-core";

import type { Replacement } from "../../registry/replace-kernel.ts";
import { convWindow } from "../../window.ts";

/** Runs TensorFlow.js' kernel of this name with its padding spelled out where that is needed. */
export const withSamePadding =
  (kernelName: string): Replacement["kernelFunc"] =>
  ({ inputs, attrs = {}, backend }, stock) => {
    if (!stock)
      throw new Error(`[${kernelName}] TensorFlow.js' own kernel is missing. Import @tensorflow/tfjs-backend-wasm, which registers it.`);
    const depthwise = kernelName === tf.FusedDepthwiseConv2D;
    const window = convWindow(inputs["x"]?.shape ?? [], inputs["filter"]?.shape ?? [], attrs, depthwise);
    const missedRows = missed(window.height, window.outHeight, window.strideY, window.kernelHeight, window.dilationY);
    const missedColumns = missed(window.width, window.outWidth, window.strideX, window.kernelWidth, window.dilationX);
    if (attrs["pad"] !== "same" || (missedRows <= 0 && missedColumns <= 0)) return stock({ inputs, attrs, backend });
    const rows = [window.padTop, Math.max(0, -missedRows - window.padTop)];
    const columns = [window.padLeft, Math.max(0, -missedColumns - window.padLeft)];
    return stock({ inputs, attrs: { ...attrs, pad: [[0, 0], rows, columns, [0, 0]] }, backend });
  };

export const samePadding: readonly Replacement[] = [tf.Conv2D, tf.FusedConv2D, tf.FusedDepthwiseConv2D].map((kernelName) => ({
  kernelName,
  backendName: "wasm",
  channelsLast: true,
  kernelFunc: withSamePadding(kernelName),
}));

/** Pixels at the end of an axis that no window reaches; below 0, the padding. */
function missed(length: number, outLength: number, stride: number, taps: number, dilation: number): number {
  return length - ((outLength - 1) * stride + (taps - 1) * dilation + 1);
}
