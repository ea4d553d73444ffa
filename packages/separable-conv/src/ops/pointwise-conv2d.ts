// Pointwise convolution: a 1×1 convolution, which mixes the channels of each pixel and looks at no neighbour (paper §1.2).
import * as tf from "@tensorflow/tfjs-core";

import { convGeometry, type ConvOptions } from "./validation/conv-geometry.ts";
import { requireChannels } from "./validation/require-channels.ts";
import { requireOneByOne } from "./validation/require-one-by-one.ts";
import { requireTensor } from "./validation/require-tensor.ts";

/**
 * y[n, i, j, :] = x[n, i·stride, j·stride, :] · filter.
 *
 * @param x       [N, H, W, C]
 * @param filter  [1, 1, C, O]
 * @returns       [N, ⌈H/stride⌉, ⌈W/stride⌉, O]
 * @throws ShapeError where the shapes do not go together, RangeError for an option out of range
 *
 * @example
 * pointwiseConv2d(tf.ones([1, 4, 4, 2]), tf.ones([1, 1, 2, 5])).shape // => [1, 4, 4, 5]
 */
export function pointwiseConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, options: Pick<ConvOptions, "stride"> = {}): tf.Tensor4D {
  const caller = "pointwiseConv2d";
  requireTensor(caller, "x", x, ["N", "H", "W", "C"]);
  requireTensor(caller, "filter", filter, ["1", "1", "C", "O"]);
  requireOneByOne(caller, "filter", filter.shape);
  requireChannels(caller, "filter", filter.shape, x.shape[3], "O");
  const { stride } = convGeometry(caller, options);
  return tf.conv2d(x, filter, stride, "valid");
}
