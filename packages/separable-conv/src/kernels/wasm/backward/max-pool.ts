// The way back of max pooling on the module: TensorFlow.js' own is wrong where a window's maximum is below 0.
import * as tf from "@tensorflow/tfjs-core";

import { planMaxPoolGradient } from "../../../wasm/tasks/training/max-pool-gradient.ts";
import { operationsOf, outPixelsOf, pixelsOf, poolWindow } from "../../window.ts";
import { layoutOf } from "../module/channels.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const maxPoolGrad: WasmKernel = {
  kernelName: tf.MaxPoolGrad,
  run(call) {
    const { backend, attributes, shapeOf, input, output, threadsFor } = call;
    const window = poolWindow(shapeOf("input"), attributes);
    const { channels } = window;
    const dx = output(shapeOf("input"));
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, 1, true);
      const x = layout.expand(input("input"), pixelsOf(window), channels, 1);
      const dy = layout.expand(input("dy"), outPixelsOf(window), channels, 1);
      const to = layout.room(dx.offset, pixelsOf(window));
      const threads = threadsFor(operationsOf(window, true));
      runProgram(backend, [planMaxPoolGradient({ ...window, channels: layout.padded }, dy, x, to)], { take, threads });
      layout.contract(to, dx.offset, pixelsOf(window), channels, 1);
    });
    return [dx];
  },
};
