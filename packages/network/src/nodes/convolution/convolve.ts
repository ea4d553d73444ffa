// The two convolutions that every kind of this folder is made of, with their ending.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { depthwiseConv2d } from "@xception/separable-conv";

import type { Pair } from "../../definition/option-rule.ts";
import { end, type Ending } from "../activation/ending.ts";
import type { Padding } from "../window.ts";

export interface Sliding {
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

/** x [N, H, W, C] with filter [kh, kw, C, O] to [N, H′, W′, O]. */
export function convolve(x: Tensor4D, filter: Tensor4D, sliding: Sliding, ending: Ending): Tensor {
  const { strides, pad, dilations } = spell(sliding);
  return end(
    ending,
    (fused) => tf.fused.conv2d({ x, filter, strides, pad, dilations, ...fused }),
    () => tf.conv2d(x, filter, strides, pad, "NHWC", dilations),
  );
}

/** x [N, H, W, C] with filter [kh, kw, C, M] to [N, H′, W′, C·M]. */
export function convolveDepthwise(x: Tensor4D, filter: Tensor4D, sliding: Sliding, ending: Ending): Tensor {
  const { strides, pad, dilations } = spell(sliding);
  return end(
    ending,
    (fused) => tf.fused.depthwiseConv2d({ x, filter, strides, pad, dilations, ...fused }),
    () => depthwiseConv2d(x, filter, sliding),
  );
}

/** In TensorFlow.js' words. */
const spell = ({ stride, padding, dilation }: Sliding): { strides: [number, number]; pad: Padding; dilations: [number, number] } => ({
  strides: [...stride],
  pad: padding,
  dilations: [...dilation],
});
