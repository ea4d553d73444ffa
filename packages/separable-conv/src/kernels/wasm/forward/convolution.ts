// Convolutions on the module: sums in registers over filters that are packed once.
import * as tf from "@tensorflow/tfjs-core";

import { planConvolution } from "../../../wasm/tasks/convolve.ts";
import { convolvesInPlace, planConvolutionInPlace } from "../../../wasm/tasks/convolve-in-place.ts";
import { ranges, unbounded } from "../../../wasm/tasks/range.ts";
import { convWindow, operationsOf } from "../../window.ts";
import { instanceOf } from "../module/instance.ts";
import { packFilters } from "../module/packed-filters.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { Call, Output, WasmKernel } from "../wasm-kernel.ts";
import { withSamePadding } from "./same-padding.ts";

/** Fused activations that a range is enough for; a missing one changes nothing. */
export const isRange = (activation: unknown): boolean => activation === undefined || Object.hasOwn(ranges, activation as string);

function convolve(call: Call): readonly Output[] {
  const { backend, attributes, shapeOf, input, output, has } = call;
  const [image, filter] = [shapeOf("x"), shapeOf("filter")];
  const window = convWindow(image, filter, attributes, false);
  const { batch, outHeight, outWidth, outChannels, channels, kernelHeight, kernelWidth } = window;
  const threads = call.threadsFor(operationsOf(window, false));
  const y = output([batch, outHeight, outWidth, outChannels]);
  withScratch(backend, (take) => {
    const packing = packFilters(call, take, "filter", kernelHeight * kernelWidth * channels, outChannels);
    const convolution = {
      window,
      x: { at: input("x"), pitch: 4 * channels },
      panels: packing.panels,
      bias: has("bias") ? input("bias") : 0,
      y: { at: y.offset, pitch: 4 * outChannels },
      range: ranges[attributes["activation"] as string] ?? unbounded,
    };
    const planned = convolvesInPlace(window)
      ? planConvolutionInPlace(convolution)
      : planConvolution(convolution, instanceOf(backend).build, threads);
    runProgram(backend, [...packing.tasks, planned], { take, threads, widestPixel: 4 * channels });
  });
  return [y];
}

export const conv2d: WasmKernel = {
  kernelName: tf.Conv2D,
  channelsLast: true,
  covers: ({ inputs }) => inputs["x"]?.dtype === "float32",
  otherwise: withSamePadding(tf.Conv2D),
  run: convolve,
};

export const fusedConv2d: WasmKernel = {
  kernelName: tf.FusedConv2D,
  channelsLast: true,
  covers: ({ inputs, attrs }) =>
    inputs["x"]?.dtype === "float32" &&
    isRange(attrs?.["activation"]) &&
    (inputs["bias"] == null || inputs["bias"].shape.join() === String(inputs["filter"]?.shape[3])),
  otherwise: withSamePadding(tf.FusedConv2D),
  run: convolve,
};
