// Depthwise separable convolution, paper figure 4: spatial filters per channel, then a 1×1 mixing of channels. Keras' SeparableConv2D,
// with the activation between the two steps that paper §4.7 finds best left out.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor4D } from "@tensorflow/tfjs-core";
import { separableConv2d } from "@xception/separable-conv";

import { defineNode } from "../../definition/define-node.ts";
import { count, flag, oneOf, pair } from "../../definition/option-rule.ts";
import { offset, weight } from "../../definition/parameter-spec.ts";
import { image } from "../../definition/takes.ts";
import { finish } from "../activation/ending.ts";
import { activationOption } from "../activation/functions.ts";
import { padding, slide } from "../window.ts";
import { convolve, convolveDepthwise } from "./convolve.ts";

const onePixel = { stride: [1, 1], padding: "valid", dilation: [1, 1] } as const;

export const separableConv = defineNode("separableConv", {
  options: {
    filters: count(),
    kernel: pair(),
    stride: pair([1, 1]),
    padding: padding(),
    dilation: pair([1, 1]),
    multiplier: count(1),
    bias: flag(true),
    activation: activationOption(),
    intermediateActivation: oneOf(["none", "relu", "elu"], "none"),
  },
  takes: image,
  foldsInto: "pointwise_kernel",
  pointwise: () => "pointwise_kernel",
  shape: (input, options) => [...slide(input, options), options.filters],
  parameters: ([, , channels], { kernel, multiplier, filters, bias }) => ({
    depthwise_kernel: weight(...kernel, channels, multiplier),
    pointwise_kernel: weight(1, 1, channels * multiplier, filters),
    ...(bias && { bias: offset(filters) }),
  }),
  multiplyAdds: (outputValues, [, , channels], { kernel, multiplier, filters }) =>
    (outputValues / filters) * channels * multiplier * (kernel[0] * kernel[1] + filters),
  forward(x, parameters, { bias, activation, intermediateActivation, ...sliding }) {
    const image = x as Tensor4D;
    const depthwise = parameters("depthwise_kernel") as Tensor4D;
    const pointwise = parameters("pointwise_kernel") as Tensor4D;
    const ending = { bias: bias ? parameters("bias") : undefined, activation };
    if (tf.engine().isTapeOn()) return finish(separableConv2d(image, depthwise, pointwise, { ...sliding, intermediateActivation }), ending);
    const between = intermediateActivation === "none" ? "linear" : intermediateActivation;
    const filtered = convolveDepthwise(image, depthwise, sliding, { bias: undefined, activation: between });
    return convolve(filtered as Tensor4D, pointwise, onePixel, ending);
  },
});
