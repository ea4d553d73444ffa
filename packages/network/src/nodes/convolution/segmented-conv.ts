// Segmented convolution, the discrete spectrum of paper §1.2: a 1×1 mixing of channels, then spatial filters that each see one segment
// of the mixed channels. One segment is a regular convolution after a 1×1, one per channel the paper's "extreme" Inception module.
import type { Tensor4D } from "@tensorflow/tfjs-core";
import { segmentedConv2d } from "@xception/separable-conv";

import { defineNode } from "../../definition/define-node.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { count, flag, pair } from "../../definition/option-rule.ts";
import { offset, weight } from "../../definition/parameter-spec.ts";
import { image } from "../../definition/takes.ts";
import { finish } from "../activation/ending.ts";
import { activationOption } from "../activation/functions.ts";
import { padding, slide } from "../window.ts";

export const segmentedConv = defineNode("segmentedConv", {
  options: {
    filters: count(),
    kernel: pair(),
    stride: pair([1, 1]),
    padding: padding(),
    segments: count(),
    bias: flag(true),
    activation: activationOption(),
  },
  takes: image,
  foldsInto: "kernel",
  pointwise: () => "pointwise_kernel",
  shape(input, options) {
    const { filters, segments } = options;
    if (filters % segments !== 0) {
      throw new NodeProblem(
        `cannot part ${filters} filters into ${segments} segments. Give a number of segments that divides the filters.`,
      );
    }
    return [...slide(input, options), filters];
  },
  parameters: ([, , channels], { kernel, filters, segments, bias }) => ({
    pointwise_kernel: weight(1, 1, channels, filters),
    kernel: weight(...kernel, filters / segments, filters),
    ...(bias && { bias: offset(filters) }),
  }),
  // The 1×1 runs on the input's grid, the spatial filters on the output's.
  multiplyAdds: (outputValues, [height, width, channels], { kernel, filters, segments }) =>
    (height ?? 0) * (width ?? 0) * channels * filters + outputValues * kernel[0] * kernel[1] * (filters / segments),
  forward(x, parameters, { bias, activation, stride, padding: pad }) {
    const [mixing, spatial] = [parameters("pointwise_kernel"), parameters("kernel")] as [Tensor4D, Tensor4D];
    const y = segmentedConv2d(x as Tensor4D, mixing, spatial, { stride, padding: pad });
    return finish(y, { bias: bias ? parameters("bias") : undefined, activation });
  },
});
