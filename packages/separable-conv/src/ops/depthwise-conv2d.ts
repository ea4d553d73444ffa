// Depthwise convolution: every channel is filtered in space on its own, and none is mixed with another (paper §1.2).
import * as tf from "@tensorflow/tfjs-core";

import { convGeometry, type ConvOptions } from "./validation/conv-geometry.ts";
import { requireChannels } from "./validation/require-channels.ts";
import { requireFit } from "./validation/require-fit.ts";
import { requireTensor } from "./validation/require-tensor.ts";

/**
 * y[…, c·M + m] = x[…, c] filtered by filter[:, :, c, m].
 *
 * @param x       [N, H, W, C]
 * @param filter  [kh, kw, C, M]   M filters a channel
 * @returns       [N, H′, W′, C·M]
 * @throws ShapeError where the shapes do not go together, RangeError for an option out of range
 *
 * @example
 * depthwiseConv2d(tf.ones([1, 4, 4, 2]), tf.ones([3, 3, 2, 1]), { stride: 2 }).shape // => [1, 2, 2, 2]
 */
export function depthwiseConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, options: ConvOptions = {}): tf.Tensor4D {
  const caller = "depthwiseConv2d";
  requireTensor(caller, "x", x, ["N", "H", "W", "C"]);
  requireTensor(caller, "filter", filter, ["kh", "kw", "C", "M"]);
  requireChannels(caller, "filter", filter.shape, x.shape[3], "M");
  const geometry = convGeometry(caller, options);
  requireFit(caller, x.shape, filter.shape, geometry);
  return tf.depthwiseConv2d(x, filter, geometry.stride, geometry.padding, "NHWC", geometry.dilation);
}
