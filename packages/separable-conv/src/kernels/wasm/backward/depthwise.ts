// The two ways back of depthwise convolutions, which TensorFlow.js' wasm backend lacks.
import * as tf from "@tensorflow/tfjs-core";

import { planDepthwise } from "../../../wasm/tasks/convolve-depthwise.ts";
import { depthwiseSlicesFloats, planDepthwiseGradient } from "../../../wasm/tasks/training/depthwise-gradient.ts";
import { planTurning } from "../../../wasm/tasks/lay-out.ts";
import { planFoldPatches } from "../../../wasm/tasks/training/fold-patches.ts";
import { backpropWindow, operationsOf, outPixelsOf, pixelsOf, tapsOf, turnedWindow } from "../../window.ts";
import { layoutOf } from "../module/channels.ts";
import { instanceOf } from "../module/instance.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const depthwiseConv2dBackpropInput: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  takesDilation: true,
  run(call) {
    const { backend, attributes, shapeOf, input, output, threadsFor } = call;
    const shape = attributes["inputShape"] as number[];
    const shapes = { x: shape, filter: shapeOf("filter"), dy: shapeOf("dy") };
    const window = backpropWindow(tf.DepthwiseConv2dNativeBackpropInput, shapes, attributes, true);
    const { channels, multiplier, outChannels } = window;
    const threads = threadsFor(operationsOf(window, true));
    const dx = output(shape);
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, multiplier);
      const { padded } = layout;
      const dy = layout.expand(input("dy"), outPixelsOf(window), outChannels, 1);
      const filter = layout.expand(input("filter"), tapsOf(window), outChannels, 1);
      const to = layout.room(dx.offset, pixelsOf(window));
      const laidOut = { ...window, channels: padded, outChannels: padded };
      if (window.strideY * window.strideX === 1) {
        const turned = take(tapsOf(window) * padded);
        const turning = planTurning(tapsOf(window), 1, padded, filter, turned);
        const [x, y] = [
          { at: dy, pitch: 4 * padded },
          { at: to, pitch: 4 * padded },
        ];
        const back = turnedWindow(laidOut);
        const planned = planDepthwise({ window: back, x, y, filter: turned }, instanceOf(backend).build);
        runProgram(backend, [turning, planned], { take, threads, widestPixel: 4 * padded });
      } else {
        runProgram(backend, [planFoldPatches({ window: laidOut, from: dy, filter, dx: to })], { take, threads });
      }
      layout.contract(to, dx.offset, pixelsOf(window), channels, multiplier);
    });
    return [dx];
  },
};

export const depthwiseConv2dBackpropFilter: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  takesDilation: true,
  run(call) {
    const { backend, attributes, shapeOf, input, output, threadsFor } = call;
    const shape = attributes["filterShape"] as number[];
    const shapes = { x: shapeOf("x"), filter: shape, dy: shapeOf("dy") };
    const window = backpropWindow(tf.DepthwiseConv2dNativeBackpropFilter, shapes, attributes, true);
    const { channels, multiplier, outChannels } = window;
    const threads = threadsFor(operationsOf(window, true));
    const dfilter = output(shape);
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, multiplier);
      const x = layout.expand(input("x"), pixelsOf(window), channels, multiplier);
      const dy = layout.expand(input("dy"), outPixelsOf(window), outChannels, 1);
      const to = layout.room(dfilter.offset, tapsOf(window));
      const laidOut = { ...window, channels: layout.padded };
      const planned = planDepthwiseGradient({ window: laidOut, x, dy, dfilter: to, slices: take(depthwiseSlicesFloats(laidOut)) });
      runProgram(backend, planned, { take, threads, widestPixel: 16 });
      layout.contract(to, dfilter.offset, tapsOf(window), outChannels, 1);
    });
    return [dfilter];
  },
};
