// The two ways back of full convolutions (1×1 among them) on the module; TensorFlow.js' wasm backend lacks one and is slow at the other.
// Forward its own kernel, of XNNPACK, stays: it is the faster one (bench/kernels.ts).
import * as tf from "@tensorflow/tfjs-core";

import { backpropWindow, type Window } from "../window.ts";
import { withScratch } from "./module/scratch.ts";
import { writeWindow } from "./module/write-window.ts";
import type { Call, WasmKernel } from "./wasm-kernel.ts";

/** Pixels of the output that are worked on at a time: with these, both operands' share of a block lies in the second cache. */
const rows = 252;

/** Columns of a matrix as packed: panels of eight. */
const packed = (columns: number): number => 8 * Math.ceil(columns / 8);

const depthOf = ({ kernelHeight, kernelWidth, channels }: Window): number => kernelHeight * kernelWidth * channels;

/** Runs `use` with the window and scratch for `panels` floats of a packed matrix and one block of patches. */
function withPatches(
  { backend }: Call,
  window: Window,
  panels: number,
  use: (window: number, panels: number, patches: number) => void,
): void {
  withScratch(backend, (take) => {
    const [panelsAt, patchesAt] = [take(panels), take(rows * depthOf(window))];
    use(writeWindow(backend, window), panelsAt, patchesAt);
  });
}

export const conv2dBackpropInput: WasmKernel = {
  kernelName: tf.Conv2DBackpropInput,
  takesDilation: true,
  channelsLast: true,
  run(call) {
    const shape = call.attributes["inputShape"] as number[];
    const shapes = { x: shape, filter: call.shapeOf("filter"), dy: call.shapeOf("dy") };
    const window = backpropWindow(tf.Conv2DBackpropInput, shapes, call.attributes, false);
    const dx = call.output(shape);
    withPatches(call, window, packed(depthOf(window)) * window.outChannels, (at, panels, patches) => {
      call.module.convolveBackpropInput(at, call.input("dy"), call.input("filter"), dx.offset, rows, panels, patches);
    });
    return [dx];
  },
};

export const conv2dBackpropFilter: WasmKernel = {
  kernelName: tf.Conv2DBackpropFilter,
  takesDilation: true,
  channelsLast: true,
  run(call) {
    const shape = call.attributes["filterShape"] as number[];
    const shapes = { x: call.shapeOf("x"), filter: shape, dy: call.shapeOf("dy") };
    const window = backpropWindow(tf.Conv2DBackpropFilter, shapes, call.attributes, false);
    const dfilter = call.output(shape);
    withPatches(call, window, packed(window.outChannels) * rows, (at, panels, patches) => {
      call.module.convolveBackpropFilter(at, call.input("x"), call.input("dy"), dfilter.offset, rows, panels, patches);
    });
    return [dfilter];
  },
};
