// Depthwise convolutions on the module.
import * as tf from "@tensorflow/tfjs-core";

import { planDepthwise } from "../../../wasm/tasks/convolve-depthwise.ts";
import { planChannelFiltering } from "../../../wasm/tasks/maps/filter-channels.ts";
import { ranges, unbounded } from "../../../wasm/tasks/range.ts";
import { convWindow, operationsOf } from "../../window.ts";
import { instanceOf } from "../module/instance.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { Call, Output, WasmKernel } from "../wasm-kernel.ts";
import { isRange } from "./convolution.ts";
import { withSamePadding } from "./same-padding.ts";

function convolve({ backend, attributes, shapeOf, input, output, has, threadsFor }: Call): readonly Output[] {
  const window = convWindow(shapeOf("x"), shapeOf("filter"), attributes, true);
  const { batch, outHeight, outWidth, outChannels, channels, multiplier } = window;
  const result = output([batch, outHeight, outWidth, outChannels]);
  const call = {
    window,
    x: { at: input("x"), pitch: 4 * channels },
    y: { at: result.offset, pitch: 4 * outChannels },
    filter: input("filter"),
    bias: has("bias") ? input("bias") : 0,
    range: ranges[attributes["activation"] as string] ?? unbounded,
  };
  withScratch(backend, (take) => {
    const planned = channels < 4 || multiplier > 1 ? planChannelFiltering(call) : planDepthwise(call, instanceOf(backend).build);
    runProgram(backend, [planned], { take, threads: threadsFor(operationsOf(window, true)), widestPixel: 4 * channels });
  });
  return [result];
}

export const depthwiseConv2d: WasmKernel = {
  kernelName: tf.DepthwiseConv2dNative,
  channelsLast: true,
  covers: ({ inputs }) => inputs["x"]?.dtype === "float32",
  run: convolve,
};

export const fusedDepthwiseConv2d: WasmKernel = {
  kernelName: tf.FusedDepthwiseConv2D,
  channelsLast: true,
  covers: ({ inputs, attrs }) => {
    const [channels = 0, multiplier = 0] = inputs["filter"]?.shape.slice(2) ?? [];
    const isVector = inputs["bias"] == null || inputs["bias"].shape.join() === String(channels * multiplier);
    return inputs["x"]?.dtype === "float32" && isRange(attrs?.["activation"]) && isVector;
  },
  otherwise: withSamePadding(tf.FusedDepthwiseConv2D),
  run: convolve,
};
