// The discrete spectrum between an Inception module and a separable convolution (paper §1.2, figures 3 and 4): a 1×1 convolution
// mixes the channels, then S segments of them are convolved in space, each on its own.
// S = 1 is one full convolution; S = P, one segment a channel, is a depthwise convolution; the Inception module has three or four.
import * as tf from "@tensorflow/tfjs-core";

import { applyIntermediateActivation } from "./intermediate-activation.ts";
import type { SeparableConvOptions } from "./separable-conv2d.ts";
import { convGeometry, type ConvGeometry } from "./validation/conv-geometry.ts";
import { requireChannels } from "./validation/require-channels.ts";
import { requireFit } from "./validation/require-fit.ts";
import { requireOneByOne } from "./validation/require-one-by-one.ts";
import { requireTensor } from "./validation/require-tensor.ts";
import { ShapeError } from "./validation/shape-error.ts";

/**
 * y = spatial(activation(mixing(x))), where `spatial` convolves each of S segments of the P mixed channels on its own.
 *
 * The number of segments is in the shapes: S = P ÷ spatial.shape[2]. Segment s takes the channels from s·P/S on and gives the filters
 * from s·O/S on.
 *
 * @param x        [N, H, W, C]
 * @param mixing   [1, 1, C, P]
 * @param spatial  [kh, kw, P/S, O]   O is a multiple of S
 * @returns        [N, H′, W′, O]
 * @throws ShapeError where the shapes do not go together, RangeError for an option out of range
 *
 * @example
 * segmentedConv2d(tf.ones([1, 4, 4, 2]), tf.ones([1, 1, 2, 6]), tf.ones([3, 3, 2, 9])).shape // => [1, 4, 4, 9], of three segments
 */
export function segmentedConv2d(
  x: tf.Tensor4D,
  mixing: tf.Tensor4D,
  spatial: tf.Tensor4D,
  options: SeparableConvOptions = {},
): tf.Tensor4D {
  const caller = "segmentedConv2d";
  requireTensor(caller, "x", x, ["N", "H", "W", "C"]);
  requireTensor(caller, "mixing", mixing, ["1", "1", "C", "P"]);
  requireTensor(caller, "spatial", spatial, ["kh", "kw", "P/S", "O"]);
  requireOneByOne(caller, "mixing", mixing.shape);
  requireChannels(caller, "mixing", mixing.shape, x.shape[3], "P");
  const segments = countSegments(caller, mixing.shape[3], spatial.shape);
  const geometry = convGeometry(caller, options);
  requireFit(caller, x.shape, spatial.shape, geometry);
  const { intermediateActivation = "none" } = options;
  return tf.tidy(() => {
    const mixed = applyIntermediateActivation(caller, tf.conv2d(x, mixing, 1, "valid"), intermediateActivation);
    return convolveSegments(mixed, spatial, segments, geometry);
  });
}

function countSegments(caller: string, mixed: number, [height, width, taken = 0, filters = 0]: readonly number[]): number {
  const segments = mixed / taken;
  if (!Number.isInteger(segments)) {
    throw new ShapeError(
      `[${caller}] spatial takes ${taken} channels a segment, which does not divide the ${mixed} that mixing gives. Pass spatial of shape [${height}, ${width}, ${mixed}/S, O] with S segments.`,
    );
  }
  if (filters % segments !== 0) {
    throw new ShapeError(
      `[${caller}] spatial has ${filters} filters for ${segments} segments, expected a multiple. Pass ${Math.ceil(filters / segments) * segments} filters, or other segments.`,
    );
  }
  return segments;
}

function convolveSegments(x: tf.Tensor4D, filter: tf.Tensor4D, segments: number, geometry: ConvGeometry): tf.Tensor4D {
  const { stride, padding, dilation } = geometry;
  const [height, width, channels, filters] = filter.shape;
  if (segments === 1) return tf.conv2d(x, filter, stride, padding, "NHWC", dilation);
  if (channels === 1) {
    const depthwise = tf.reshape<tf.Rank.R4>(filter, [height, width, segments, filters / segments]);
    return tf.depthwiseConv2d(x, depthwise, stride, padding, "NHWC", dilation);
  }
  const filterOf = tf.split<tf.Tensor4D>(filter, segments, 3);
  const parts = tf.split<tf.Tensor4D>(x, segments, 3).map((segment, index) => {
    return tf.conv2d(segment, filterOf[index] ?? filter, stride, padding, "NHWC", dilation);
  });
  return tf.concat4d(parts, 3);
}
