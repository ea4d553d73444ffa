// The two ways back of full convolutions, 1×1 among them; TensorFlow.js' wasm backend lacks one and is slow at the other.
import * as tf from "@tensorflow/tfjs-core";

import { panelFloats, planConvolution, type PlannedTask } from "../../../wasm/tasks/convolve.ts";
import { convolvesInPlace, planConvolutionInPlace } from "../../../wasm/tasks/convolve-in-place.ts";
import { planPacking, planTurning } from "../../../wasm/tasks/lay-out.ts";
import { filterSlicesFloats, planFilterGradient } from "../../../wasm/tasks/training/filter-gradient.ts";
import { planFoldPatches } from "../../../wasm/tasks/training/fold-patches.ts";
import { backpropWindow, operationsOf, turnedWindow, type Window } from "../../window.ts";
import { instanceOf } from "../module/instance.ts";
import type { Packing } from "../module/packed-filters.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch, type Take } from "../module/scratch.ts";
import type { Call, WasmKernel } from "../wasm-kernel.ts";

/** Floats of patches that are worked on at a time. */
const mostPatches = 4 * 2 ** 20;

const isDense = ({ strideY, strideX }: Window): boolean => strideY * strideX === 1;

export const conv2dBackpropInput: WasmKernel = {
  kernelName: tf.Conv2DBackpropInput,
  takesDilation: true,
  channelsLast: true,
  run(call) {
    const shape = call.attributes["inputShape"] as number[];
    const shapes = { x: shape, filter: call.shapeOf("filter"), dy: call.shapeOf("dy") };
    const window = backpropWindow(tf.Conv2DBackpropInput, shapes, call.attributes, false);
    const dx = call.output(shape);
    withScratch(call.backend, (take) => {
      if (isDense(window)) convolveBack(call, take, window, dx.offset);
      else foldBack(call, take, window, dx.offset);
    });
    return [dx];
  },
};

/** Where no pixel is skipped: a convolution of dy with the filter turned around. */
function convolveBack(call: Call, take: Take, window: Window, dx: number): void {
  const { backend, input } = call;
  const threads = call.threadsFor(operationsOf(window, false));
  const { kernelHeight, kernelWidth, channels, outChannels } = window;
  const taps = kernelHeight * kernelWidth;
  const { panels, tasks } = packTurned(call, take, taps, channels, outChannels);
  const [x, y] = [
    { at: input("dy"), pitch: 4 * outChannels },
    { at: dx, pitch: 4 * channels },
  ];
  const back = { window: turnedWindow(window), x, panels, y };
  const planned = convolvesInPlace(back.window) ? planConvolutionInPlace(back) : planConvolution(back, instanceOf(backend).build, threads);
  runProgram(backend, [...tasks, planned], { take, threads, widestPixel: 4 * outChannels });
}

/** Else: what each window of dy gives, and that brought to the pixels under it; some images at a time. */
function foldBack(call: Call, take: Take, window: Window, dx: number): void {
  const { backend, input } = call;
  const threads = call.threadsFor(operationsOf(window, false));
  const { batch, height, width, channels, outHeight, outWidth, outChannels, kernelHeight, kernelWidth } = window;
  const depth = kernelHeight * kernelWidth * channels;
  const packed = packTurned(call, take, 1, depth, outChannels);
  const { panels } = packed;
  const patchesOfImage = outHeight * outWidth * depth;
  const images = Math.max(1, Math.min(batch, Math.floor(mostPatches / patchesOfImage)));
  const patches = take(images * patchesOfImage);
  for (let first = 0; first < batch; first += images) {
    const some = { ...window, batch: Math.min(images, batch - first) };
    const one = { strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0, kernelHeight: 1, kernelWidth: 1 };
    const ofPixels = { ...some, ...one, height: outHeight, width: outWidth, channels: outChannels, outChannels: depth };
    const dy = input("dy") + 4 * first * outHeight * outWidth * outChannels;
    const tasks: PlannedTask[] = [
      ...(first === 0 ? packed.tasks : []),
      planConvolution(
        { window: ofPixels, x: { at: dy, pitch: 4 * outChannels }, panels, y: { at: patches, pitch: 4 * depth } },
        instanceOf(backend).build,
        threads,
      ),
      planFoldPatches({ window: some, from: patches, dx: dx + 4 * first * height * width * channels }),
    ];
    runProgram(backend, tasks, { take, threads, widestPixel: 4 * outChannels });
  }
}

/** The filter [taps, C, O] as panels for products with [.., taps·O], and what makes them. */
function packTurned({ input }: Call, take: Take, taps: number, channels: number, filters: number): Packing {
  const panels = take(panelFloats(taps * filters, channels));
  const [depth, columns, at] = [taps * filters, channels, input("filter")];
  if (taps === 1) return { panels, tasks: [planPacking({ depth, columns, at, step: 4, column: 4 * filters }, panels)] };
  const turned = take(taps * channels * filters);
  const packing = planPacking({ depth, columns, at: turned, step: 4 * channels, column: 4 }, panels);
  return { panels, tasks: [planTurning(taps, channels, filters, at, turned), packing] };
}

export const conv2dBackpropFilter: WasmKernel = {
  kernelName: tf.Conv2DBackpropFilter,
  takesDilation: true,
  channelsLast: true,
  run({ backend, attributes, shapeOf, input, output, threadsFor }) {
    const shape = attributes["filterShape"] as number[];
    const window = backpropWindow(tf.Conv2DBackpropFilter, { x: shapeOf("x"), filter: shape, dy: shapeOf("dy") }, attributes, false);
    const threads = threadsFor(operationsOf(window, false));
    const dfilter = output(shape);
    withScratch(backend, (take) => {
      const addresses = { x: input("x"), dy: input("dy"), dfilter: dfilter.offset, slices: take(filterSlicesFloats(window)) };
      const planned = planFilterGradient({ window, ...addresses }, instanceOf(backend).build, threads);
      runProgram(backend, planned, { take, threads, widestPixel: 4 * window.channels });
    });
    return [dfilter];
  },
};
