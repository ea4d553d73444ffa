// Depthwise convolution: every channel has filters of its own, `multiplier` of them. Keras' DepthwiseConv2D.
import type { Tensor4D } from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { count, flag, pair } from "../../definition/option-rule.ts";
import { offset, weight } from "../../definition/parameter-spec.ts";
import { image } from "../../definition/takes.ts";
import { activationOption } from "../activation/functions.ts";
import { padding, slide } from "../window.ts";
import { convolveDepthwise } from "./convolve.ts";

export const depthwiseConv = defineNode("depthwiseConv", {
  options: {
    kernel: pair(),
    stride: pair([1, 1]),
    padding: padding(),
    dilation: pair([1, 1]),
    multiplier: count(1),
    bias: flag(true),
    activation: activationOption(),
  },
  takes: image,
  foldsInto: "depthwise_kernel",
  shape: (input, options) => [...slide(input, options), input[2] * options.multiplier],
  parameters: ([, , channels], { kernel, multiplier, bias }) => ({
    depthwise_kernel: weight(...kernel, channels, multiplier),
    ...(bias && { bias: offset(channels * multiplier) }),
  }),
  multiplyAdds: (outputValues, _input, { kernel }) => outputValues * kernel[0] * kernel[1],
  forward: (x, parameters, { bias, activation, ...sliding }) =>
    convolveDepthwise(x as Tensor4D, parameters("depthwise_kernel") as Tensor4D, sliding, {
      bias: bias ? parameters("bias") : undefined,
      activation,
    }),
});
