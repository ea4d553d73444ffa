// Depthwise convolution and its way back, as loops. Channel c of x is filtered by filter[:, :, c, m] to channel c·M + m of y.
//   y[out, c·M+m]    += x[pixel, c]    · filter[tap, c, m]
//   dx[pixel, c]     += dy[out, c·M+m] · filter[tap, c, m]
//   dfilter[tap,c,m] += dy[out, c·M+m] · x[pixel, c]
import * as tf from "@tensorflow/tfjs-core";

import { backpropWindow, convWindow, type Window } from "../window.ts";
import { forEachTap } from "./for-each-tap.ts";
import { inputOf, zeros, type LoopKernel } from "./loop-kernel.ts";

/** Calls `visit` with the places of every x, filter and y that belong together. */
function forEachProduct(window: Window, visit: (x: number, filter: number, y: number) => void): void {
  const { channels, multiplier } = window;
  forEachTap(window, (out, tap, pixel) => {
    for (let c = 0; c < channels; c++) {
      for (let m = 0; m < multiplier; m++) {
        const output = c * multiplier + m;
        visit(pixel * channels + c, tap * channels * multiplier + output, out * channels * multiplier + output);
      }
    }
  });
}

export const depthwiseConv2d: LoopKernel = {
  kernelName: tf.DepthwiseConv2dNative,
  channelsLast: true,
  compute(inputs, attributes) {
    const [x, filter] = [inputOf(inputs, "x"), inputOf(inputs, "filter")];
    const window = convWindow(x.shape, filter.shape, attributes, true);
    const y = zeros([window.batch, window.outHeight, window.outWidth, window.outChannels]);
    forEachProduct(window, (from, weight, to) => {
      y.data[to] = (y.data[to] as number) + (x.data[from] as number) * (filter.data[weight] as number);
    });
    return [y];
  },
};

export const depthwiseConv2dBackpropInput: LoopKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  takesDilation: true,
  compute(inputs, attributes) {
    const [dy, filter] = [inputOf(inputs, "dy"), inputOf(inputs, "filter")];
    const dx = zeros(attributes["inputShape"] as number[]);
    const window = backpropWindow(
      tf.DepthwiseConv2dNativeBackpropInput,
      { x: dx.shape, filter: filter.shape, dy: dy.shape },
      attributes,
      true,
    );
    forEachProduct(window, (to, weight, from) => {
      dx.data[to] = (dx.data[to] as number) + (dy.data[from] as number) * (filter.data[weight] as number);
    });
    return [dx];
  },
};

export const depthwiseConv2dBackpropFilter: LoopKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  takesDilation: true,
  compute(inputs, attributes) {
    const [x, dy] = [inputOf(inputs, "x"), inputOf(inputs, "dy")];
    const dfilter = zeros(attributes["filterShape"] as number[]);
    const window = backpropWindow(
      tf.DepthwiseConv2dNativeBackpropFilter,
      { x: x.shape, filter: dfilter.shape, dy: dy.shape },
      attributes,
      true,
    );
    // Sums over all pixels of a batch lose digits in float32, so they are kept in double precision until they are whole.
    const sums = new Float64Array(dfilter.data.length);
    forEachProduct(window, (pixel, to, from) => {
      sums[to] = (sums[to] as number) + (dy.data[from] as number) * (x.data[pixel] as number);
    });
    dfilter.data.set(sums);
    return [dfilter];
  },
};
