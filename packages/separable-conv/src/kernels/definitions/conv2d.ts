// The way back of a full convolution, as loops; TensorFlow.js' own forward pass is right, its way back overlooks dilation.
//   dx[pixel, c]     += dy[out, o] · filter[tap, c, o]
//   dfilter[tap,c,o] += dy[out, o] · x[pixel, c]
import * as tf from "@tensorflow/tfjs-core";

import { backpropWindow, type Window } from "../window.ts";
import { forEachTap } from "./for-each-tap.ts";
import { inputOf, zeros, type LoopKernel } from "./loop-kernel.ts";

/** Calls `visit` with the places of every x, filter and y that belong together. */
function forEachProduct(window: Window, visit: (x: number, filter: number, y: number) => void): void {
  const { channels, outChannels } = window;
  forEachTap(window, (out, tap, pixel) => {
    for (let c = 0; c < channels; c++) {
      for (let o = 0; o < outChannels; o++) {
        visit(pixel * channels + c, (tap * channels + c) * outChannels + o, out * outChannels + o);
      }
    }
  });
}

export const conv2dBackpropInput: LoopKernel = {
  kernelName: tf.Conv2DBackpropInput,
  takesDilation: true,
  channelsLast: true,
  compute(inputs, attributes) {
    const [dy, filter] = [inputOf(inputs, "dy"), inputOf(inputs, "filter")];
    const dx = zeros(attributes["inputShape"] as number[]);
    const window = backpropWindow(tf.Conv2DBackpropInput, { x: dx.shape, filter: filter.shape, dy: dy.shape }, attributes, false);
    const sums = new Float64Array(dx.data.length);
    forEachProduct(window, (to, weight, from) => {
      sums[to] = (sums[to] as number) + (dy.data[from] as number) * (filter.data[weight] as number);
    });
    dx.data.set(sums);
    return [dx];
  },
};

export const conv2dBackpropFilter: LoopKernel = {
  kernelName: tf.Conv2DBackpropFilter,
  takesDilation: true,
  channelsLast: true,
  compute(inputs, attributes) {
    const [x, dy] = [inputOf(inputs, "x"), inputOf(inputs, "dy")];
    const dfilter = zeros(attributes["filterShape"] as number[]);
    const window = backpropWindow(tf.Conv2DBackpropFilter, { x: x.shape, filter: dfilter.shape, dy: dy.shape }, attributes, false);
    const sums = new Float64Array(dfilter.data.length);
    forEachProduct(window, (pixel, to, from) => {
      sums[to] = (sums[to] as number) + (dy.data[from] as number) * (x.data[pixel] as number);
    });
    dfilter.data.set(sums);
    return [dfilter];
  },
};
