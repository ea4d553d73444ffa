// Max and average pooling on the module; what lies outside of the image counts for neither.
import * as tf from "@tensorflow/tfjs-core";

import { planImagePooling } from "../../../wasm/tasks/maps/pool-image.ts";
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

/** The mean over images, [N, H, W, C] → [N, C] or [N, 1, 1, C]; other means are for the kernel that was there. */
export const mean: WasmKernel = {
  kernelName: tf.Mean,
  covers: ({ inputs: { x }, attrs }) =>
    x?.dtype === "float32" && x.shape.length === 4 && isImageAxes(attrs?.["axis"]) && !x.shape.includes(0),
  run({ backend, attributes, shapeOf, input, output, threadsFor }) {
    const [batch = 0, height = 0, width = 0, channels = 0] = shapeOf("x");
    const y = output(attributes["keepDims"] === true ? [batch, 1, 1, channels] : [batch, channels]);
    const pixels = height * width;
    const places = { x: { at: input("x"), pitch: 4 * channels }, y: { at: y.offset, pitch: 4 * channels } };
    const planned = planImagePooling({ batch, pixels, channels, ...places, of: "mean" });
    withScratch(backend, (take) => {
      runProgram(backend, [planned], { take, threads: threadsFor(batch * pixels * channels) });
    });
    return [y];
  },
};

function isImageAxes(axes: unknown): boolean {
  const listed = Array.isArray(axes) ? axes.map((axis: number) => (axis < 0 ? axis + 4 : axis)) : [];
  return listed.toSorted((a, b) => a - b).join() === "1,2";
}
