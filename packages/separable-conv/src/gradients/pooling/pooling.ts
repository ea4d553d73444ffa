// Max pooling hands dy to the first maximum of each window; average pooling spreads it evenly over the window's pixels inside the image.
import * as tf from "@tensorflow/tfjs-core";

import { runKernel } from "../../kernels/registry/run-kernel.ts";
import { gradientOf } from "../gradient-of.ts";
import { windowShare } from "./window-share.ts";

export const maxPoolGradient = gradientOf(tf.MaxPool, { inputs: ["x"], output: true }, (dy, [input, output], attributes) => ({
  x: () => runKernel(tf.MaxPoolGrad, { dy, input: input as tf.Tensor, output: output as tf.Tensor }, attributes),
}));

// TensorFlow.js' kernels spread dy over the whole window, padding included, although the forward pass leaves padding out.
export const avgPoolGradient = gradientOf(tf.AvgPool, { inputs: ["x"] }, (dy, [saved], attributes) => ({
  x: () => {
    const input = saved as tf.Tensor4D;
    const share = windowShare(input.shape, attributes as unknown as tf.AvgPoolAttrs);
    return runKernel(tf.AvgPoolGrad, { dy: tf.mul(dy, share), input }, attributes);
  },
}));
