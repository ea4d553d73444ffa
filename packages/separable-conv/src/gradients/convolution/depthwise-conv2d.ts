// With y = depthwise(x, filter), channel c of x giving the channels c·M … c·M+M−1 of y:
//   dx      = Σ over the M channels of dy spread over the pixels that the filter saw   [N, H, W, C]
//   dfilter = for each tap, Σ over N, H′, W′ of the pixel it saw · dy                  [kh, kw, C, M]
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";
import { backpropFilter, backpropInput } from "./backprop.ts";

export const depthwiseConv2dGradient = gradientOf(tf.DepthwiseConv2dNative, { inputs: ["x", "filter"] }, (dy, [x, filter], attributes) => {
  const [input, weights] = [x as tf.Tensor4D, filter as tf.Tensor4D];
  return {
    x: () => backpropInput(tf.DepthwiseConv2dNativeBackpropInput, dy, weights, { ...attributes, inputShape: input.shape }),
    filter: () => backpropFilter(tf.DepthwiseConv2dNativeBackpropFilter, input, dy, { ...attributes, filterShape: weights.shape }),
  };
});
