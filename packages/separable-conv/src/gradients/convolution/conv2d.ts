// With y = conv2d(x, filter) and its stride, padding and dilation:
//   dx      = each dy spread over the pixels of x that its filter saw, weighted by the filter   [N, H, W, C]
//   dfilter = for each tap, Σ over N, H′, W′ of the pixel it saw · dy                           [kh, kw, C, O]
// The gradient of the first (which is also the forward pass of tf.conv2dTranspose) is again made of these.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";
import { backpropFilter, backpropInput } from "./backprop.ts";

export const conv2dGradient = gradientOf(tf.Conv2D, { inputs: ["x", "filter"] }, (dy, [x, filter], attributes) => {
  const [input, weights] = [x as tf.Tensor4D, filter as tf.Tensor4D];
  return {
    x: () => backpropInput(tf.Conv2DBackpropInput, dy, weights, { ...attributes, inputShape: input.shape }),
    filter: () => backpropFilter(tf.Conv2DBackpropFilter, input, dy, { ...attributes, filterShape: weights.shape }),
  };
});

export const conv2dBackpropInputGradient = gradientOf(
  tf.Conv2DBackpropInput,
  { inputs: ["dy", "filter"] },
  (ddx, [dy, filter], attributes) => {
    const { strides, pad, dataFormat, dilations, dimRoundingMode } = attributes as unknown as tf.Conv2DAttrs;
    const weights = filter as tf.Tensor4D;
    return {
      dy: () => tf.conv2d(ddx as tf.Tensor4D, weights, strides, pad, dataFormat, dilations, dimRoundingMode),
      filter: () => backpropFilter(tf.Conv2DBackpropFilter, ddx, dy as tf.Tensor4D, { ...attributes, filterShape: weights.shape }),
    };
  },
);
