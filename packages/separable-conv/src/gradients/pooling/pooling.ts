// Max pooling hands dy to the first maximum of each window; average pooling spreads it evenly over the window's pixels inside the image.
import * as tf from "@tensorflow/tfjs-core";

import { runKernel } from "../../kernels/registry/run-kernel.ts";
import { poolWindow, type Window } from "../../kernels/window.ts";
import { gradientOf } from "../gradient-of.ts";

export const maxPoolGradient = gradientOf(tf.MaxPool, { inputs: ["x"], output: true }, (dy, [input, output], attributes) => ({
  x: () => runKernel(tf.MaxPoolGrad, { dy, input: input as tf.Tensor, output: output as tf.Tensor }, attributes),
}));

// TensorFlow.js' kernels divide by the whole window also where part of it is padding, which forward is not counted. So dy is weighted first.
export const avgPoolGradient = gradientOf(tf.AvgPool, { inputs: ["x"] }, (dy, [saved], attributes) => ({
  x: () => {
    const input = saved as tf.Tensor;
    const weights = wholeByInside(poolWindow(input.shape, attributes as tf.NamedAttrMap));
    return runKernel(tf.AvgPoolGrad, { dy: weights ? tf.mul(dy, weights) : dy, input }, attributes);
  },
}));

/** [1, H′, W′, 1]: pixels of the window ÷ those of them inside the image; nothing where all are inside. */
export function wholeByInside(window: Window): tf.Tensor4D | undefined {
  const rows = inside(window.outHeight, window.strideY, window.padTop, window.kernelHeight, window.height);
  const columns = inside(window.outWidth, window.strideX, window.padLeft, window.kernelWidth, window.width);
  const whole = window.kernelHeight * window.kernelWidth;
  const weights = rows.flatMap((row) => columns.map((column) => whole / (row * column)));
  return weights.every((weight) => weight === 1) ? undefined : tf.tensor4d(weights, [1, window.outHeight, window.outWidth, 1]);
}

/** For each place of the window along one axis, how many of its taps lie on the image. */
function inside(places: number, stride: number, padding: number, taps: number, length: number): number[] {
  return Array.from({ length: places }, (_, place) => {
    const start = place * stride - padding;
    return Math.min(start + taps, length) - Math.max(start, 0);
  });
}
