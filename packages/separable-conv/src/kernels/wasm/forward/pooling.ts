// Max and average pooling on the module; what lies outside of the image counts for neither.
import * as tf from "@tensorflow/tfjs-core";

import { planPooling } from "../../../wasm/tasks/maps/pool.ts";
import { operationsOf, poolWindow } from "../../window.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

const pooling = (kernelName: string, of: "largest" | "mean"): WasmKernel => ({
  kernelName,
  covers: ({ inputs }) => inputs["x"]?.dtype === "float32",
  run({ backend, attributes, shapeOf, input, output, threadsFor }) {
    const window = poolWindow(shapeOf("x"), attributes);
    const { batch, outHeight, outWidth, channels } = window;
    const y = output([batch, outHeight, outWidth, channels]);
    const places = { x: { at: input("x"), pitch: 4 * channels }, y: { at: y.offset, pitch: 4 * channels } };
    const threads = threadsFor(operationsOf(window, true));
    withScratch(backend, (take) => {
      runProgram(backend, [planPooling({ window, ...places, of }, threads)], { take, threads });
    });
    return [y];
  },
});

export const maxPool = pooling(tf.MaxPool, "largest");
export const avgPool = pooling(tf.AvgPool, "mean");
