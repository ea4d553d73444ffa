// Depthwise convolution on the module: forward, and the two ways back that TensorFlow.js' wasm backend lacks.
import * as tf from "@tensorflow/tfjs-core";

import { backpropWindow, convWindow, type Window } from "../window.ts";
import { layoutOf } from "./channels.ts";
import { instanceOf } from "./module/instance.ts";
import { withScratch } from "./module/scratch.ts";
import { writeWindow } from "./module/write-window.ts";
import type { WasmKernel } from "./wasm-kernel.ts";

const pixelsOf = ({ batch, height, width }: Window): number => batch * height * width;
const outPixelsOf = ({ batch, outHeight, outWidth }: Window): number => batch * outHeight * outWidth;
const tapsOf = ({ kernelHeight, kernelWidth }: Window): number => kernelHeight * kernelWidth;

/** Nearly all of Xception: the module has kernels of their own for it. */
function is3x3({ kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, padTop, padLeft }: Window): boolean {
  const dense = strideY * strideX * dilationY * dilationX === 1;
  return dense && kernelHeight === 3 && kernelWidth === 3 && padTop <= 2 && padLeft <= 2;
}

/** The window through which dy is seen from x, where the stride is 1: the filter turned around, what was padded now cut and the reverse. */
function turned(window: Window): Window {
  return {
    ...window,
    height: window.outHeight,
    width: window.outWidth,
    outHeight: window.height,
    outWidth: window.width,
    padTop: 2 - window.padTop,
    padLeft: 2 - window.padLeft,
  };
}

export const depthwiseConv2d: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNative,
  channelsLast: true,
  run({ backend, module, attributes, shapeOf, input, output }) {
    const window = convWindow(shapeOf("x"), shapeOf("filter"), attributes, true);
    const { channels, multiplier, outChannels } = window;
    const y = output([window.batch, window.outHeight, window.outWidth, outChannels]);
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, multiplier);
      const x = layout.expand(input("x"), pixelsOf(window), channels, multiplier);
      const filter = layout.expand(input("filter"), tapsOf(window), outChannels, 1);
      const to = layout.room(y.offset, outPixelsOf(window));
      const at = writeWindow(backend, { ...window, channels: layout.padded });
      if (is3x3(window)) module.depthwise3x3(at, instanceOf(backend).zeros, x, filter, to, false);
      else module.depthwise(at, x, filter, to);
      layout.contract(to, y.offset, outPixelsOf(window), outChannels, 1);
    });
    return [y];
  },
};

export const depthwiseConv2dBackpropInput: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  takesDilation: true,
  run({ backend, module, attributes, shapeOf, input, output }) {
    const shape = attributes["inputShape"] as number[];
    const shapes = { x: shape, filter: shapeOf("filter"), dy: shapeOf("dy") };
    const window = backpropWindow(tf.DepthwiseConv2dNativeBackpropInput, shapes, attributes, true);
    const dx = output(shape);
    const { channels, multiplier, outChannels } = window;
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, multiplier);
      const dy = layout.expand(input("dy"), outPixelsOf(window), outChannels, 1);
      const filter = layout.expand(input("filter"), tapsOf(window), outChannels, 1);
      const to = layout.room(dx.offset, pixelsOf(window));
      const padded = { ...window, channels: layout.padded };
      if (is3x3(window)) module.depthwise3x3(writeWindow(backend, turned(padded)), instanceOf(backend).zeros, dy, filter, to, true);
      else module.depthwiseBackpropInput(writeWindow(backend, padded), dy, filter, to);
      layout.contract(to, dx.offset, pixelsOf(window), channels, multiplier);
    });
    return [dx];
  },
};

export const depthwiseConv2dBackpropFilter: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  takesDilation: true,
  run({ backend, module, attributes, shapeOf, input, output }) {
    const shape = attributes["filterShape"] as number[];
    const shapes = { x: shapeOf("x"), filter: shape, dy: shapeOf("dy") };
    const window = backpropWindow(tf.DepthwiseConv2dNativeBackpropFilter, shapes, attributes, true);
    const dfilter = output(shape);
    const { channels, multiplier, outChannels } = window;
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, multiplier);
      const x = layout.expand(input("x"), pixelsOf(window), channels, multiplier);
      const dy = layout.expand(input("dy"), outPixelsOf(window), outChannels, 1);
      const to = layout.room(dfilter.offset, tapsOf(window));
      const at = writeWindow(backend, { ...window, channels: layout.padded });
      if (is3x3(window)) module.depthwise3x3BackpropFilter(at, instanceOf(backend).zeros, x, dy, to);
      else module.depthwiseBackpropFilter(at, x, dy, to);
      layout.contract(to, dfilter.offset, tapsOf(window), outChannels, 1);
    });
    return [dfilter];
  },
};
