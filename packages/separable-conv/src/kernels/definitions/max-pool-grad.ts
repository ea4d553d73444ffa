// The way back of max pooling, as loops: each dy goes to the first maximum of its window, row by row, as in TensorFlow.
import * as tf from "@tensorflow/tfjs-core";

import { poolWindow } from "../window.ts";
import { forEachTap } from "./for-each-tap.ts";
import { inputOf, zeros, type LoopKernel } from "./loop-kernel.ts";

export const maxPoolGrad: LoopKernel = {
  kernelName: tf.MaxPoolGrad,
  compute(inputs, attributes) {
    const [dy, x] = [inputOf(inputs, "dy"), inputOf(inputs, "input")];
    const window = poolWindow(x.shape, attributes);
    const { channels } = window;
    const dx = zeros(x.shape);
    const best = new Float32Array(dy.data.length).fill(-Infinity);
    const winner = new Int32Array(dy.data.length).fill(-1);
    forEachTap(window, (out, _, pixel) => {
      for (let c = 0; c < channels; c++) {
        const value = x.data[pixel * channels + c] as number;
        if (winner[out * channels + c] === -1 || value > (best[out * channels + c] as number)) {
          best[out * channels + c] = value;
          winner[out * channels + c] = pixel * channels + c;
        }
      }
    });
    for (const [place, to] of winner.entries()) dx.data[to] = (dx.data[to] as number) + (dy.data[place] as number);
    return [dx];
  },
};
