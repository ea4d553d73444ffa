// The way back of max pooling on the module: TensorFlow.js' own is wrong where a window's maximum is below 0.
import * as tf from "@tensorflow/tfjs-core";

import { poolWindow } from "../window.ts";
import { layoutOf } from "./channels.ts";
import { withScratch } from "./module/scratch.ts";
import { writeWindow } from "./module/write-window.ts";
import type { WasmKernel } from "./wasm-kernel.ts";

export const maxPoolGrad: WasmKernel = {
  kernelName: tf.MaxPoolGrad,
  run({ backend, module, attributes, shapeOf, input, output }) {
    const window = poolWindow(shapeOf("input"), attributes);
    const { batch, height, width, outHeight, outWidth, channels } = window;
    const dx = output(shapeOf("input"));
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, 1);
      const x = layout.expand(input("input"), batch * height * width, channels, 1);
      const dy = layout.expand(input("dy"), batch * outHeight * outWidth, channels, 1);
      const to = layout.room(dx.offset, batch * height * width);
      module.maxPoolGrad(writeWindow(backend, { ...window, channels: layout.padded }), dy, x, to);
      layout.contract(to, dx.offset, batch * height * width, channels, 1);
    });
    return [dx];
  },
};
