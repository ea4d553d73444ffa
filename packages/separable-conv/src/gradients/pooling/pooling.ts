// Max pooling hands dy to the first maximum of each window; average pooling spreads it evenly over the window's pixels inside the image.
import * as tf from "@tensorflow/tfjs-core";

import { runKernel } from "../../kernels/registry/run-kernel.ts";
import { gradientOf } from "../gradient-of.ts";

export const maxPoolGradient = gradientOf(tf.MaxPool, { inputs: ["x"], output: true }, (dy, [input, output], attributes) => ({
  x: () => runKernel(tf.MaxPoolGrad, { dy, input: input as tf.Tensor, output: output as tf.Tensor }, attributes),
}));

export const avgPoolGradient = gradientOf(tf.AvgPool, { inputs: ["x"] }, (dy, [input], attributes) => ({
  x: () => runKernel(tf.AvgPoolGrad, { dy, input: input as tf.Tensor }, attributes),
}));
