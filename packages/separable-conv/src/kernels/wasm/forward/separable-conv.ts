// A separable convolution in one go: what the depthwise step gives is multiplied while it is in the cache, and never stands in memory whole.
import { planConvolution } from "../../../wasm/tasks/convolve.ts";
import { SeparableConv2D } from "../../registry/kernel-names.ts";
import { convWindow, operationsOf } from "../../window.ts";
import { instanceOf } from "../module/instance.ts";
import { packFilters } from "../module/packed-filters.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const separableConv2d: WasmKernel = {
  kernelName: SeparableConv2D,
  run(call) {
    const { backend, attributes, shapeOf, input, output, threadsFor } = call;
    const depthwise = convWindow(shapeOf("x"), shapeOf("depthwise"), attributes, true);
    const { batch, outHeight, outWidth, channels } = depthwise;
    const outChannels = shapeOf("pointwise")[3] as number;
    const window = { ...depthwise, outChannels };
    const y = output([batch, outHeight, outWidth, outChannels]);
    const mixing = batch * outHeight * outWidth * channels * outChannels;
    const threads = threadsFor(operationsOf(depthwise, true) + mixing);
    withScratch(backend, (take) => {
      const packing = packFilters(call, take, "pointwise", channels, outChannels);
      const planned = planConvolution(
        {
          window,
          x: { at: input("x"), pitch: 4 * channels },
          panels: packing.panels,
          y: { at: y.offset, pitch: 4 * outChannels },
          depthwise: { filter: input("depthwise") },
        },
        instanceOf(backend).build,
        threads,
      );
      runProgram(backend, [...packing.tasks, planned], { take, threads, widestPixel: 4 * channels });
    });
    return [y];
  },
};
