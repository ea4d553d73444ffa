// Convolution: every filter sees all channels in a window. Keras' Conv2D.
import type { Tensor4D } from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { count, flag, pair } from "../../definition/option-rule.ts";
import { offset, weight } from "../../definition/parameter-spec.ts";
import { image } from "../../definition/takes.ts";
import { activationOption } from "../activation/functions.ts";
import { padding, slide } from "../window.ts";
import { convolve } from "./convolve.ts";

export const conv = defineNode("conv", {
  options: {
    filters: count(),
    kernel: pair(),
    stride: pair([1, 1]),
    padding: padding(),
    dilation: pair([1, 1]),
    bias: flag(true),
    activation: activationOption(),
  },
  takes: image,
  foldsInto: "kernel",
  pointwise: ({ kernel }) => (kernel[0] * kernel[1] === 1 ? "kernel" : undefined),
  shape: (input, options) => [...slide(input, options), options.filters],
  parameters: ([, , channels], { kernel, filters, bias }) => ({
    kernel: weight(...kernel, channels, filters),
    ...(bias && { bias: offset(filters) }),
  }),
  multiplyAdds: (outputValues, [, , channels], { kernel }) => outputValues * kernel[0] * kernel[1] * channels,
  forward: (x, parameters, { bias, activation, ...sliding }) =>
    convolve(x as Tensor4D, parameters("kernel") as Tensor4D, sliding, { bias: bias ? parameters("bias") : undefined, activation }),
});
