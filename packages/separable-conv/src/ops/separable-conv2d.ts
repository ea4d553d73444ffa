// Depthwise separable convolution: each channel is filtered in space, then the channels are mixed by a 1×1 convolution.
// Paper §1.2 and figure 4; no non-linearity between the two unless asked for (§4.7, figure 10).
// Where the backend has a kernel for both steps, what lies between them never stands in memory: for the way back it is computed again, if it
// is large. The depthwise step costs a fiftieth of the pointwise one, and what it gives takes as much memory as x.
import * as tf from "@tensorflow/tfjs-core";

import { hasKernel } from "../kernels/registry/run-kernel.ts";
import { SeparableConv2D } from "../kernels/registry/kernel-names.ts";
import { applyIntermediateActivation, type IntermediateActivation } from "./intermediate-activation.ts";
import { separateInOne } from "./separate-in-one.ts";
import { convGeometry, type ConvOptions } from "./validation/conv-geometry.ts";
import { requireChannels } from "./validation/require-channels.ts";
import { requireFit } from "./validation/require-fit.ts";
import { requireOneByOne } from "./validation/require-one-by-one.ts";
import { requireTensor } from "./validation/require-tensor.ts";
import { ShapeError } from "./validation/shape-error.ts";

export interface SeparableConvOptions extends ConvOptions {
  /** Applied between the depthwise and the pointwise step; "none" unless given. */
  readonly intermediateActivation?: IntermediateActivation;
}

/**
 * y = pointwise(activation(depthwise(x))).
 *
 * @param x          [N, H, W, C]
 * @param depthwise  [kh, kw, C, M]    M filters a channel
 * @param pointwise  [1, 1, C·M, O]
 * @returns          [N, H′, W′, O]
 * @throws ShapeError where the shapes do not go together, RangeError for an option out of range
 *
 * @example
 * separableConv2d(tf.ones([1, 4, 4, 2]), tf.ones([3, 3, 2, 1]), tf.ones([1, 1, 2, 1])).shape // => [1, 4, 4, 1]
 */
export function separableConv2d(
  x: tf.Tensor4D,
  depthwise: tf.Tensor4D,
  pointwise: tf.Tensor4D,
  options: SeparableConvOptions = {},
): tf.Tensor4D {
  const caller = "separableConv2d";
  requireTensor(caller, "x", x, ["N", "H", "W", "C"]);
  requireTensor(caller, "depthwise", depthwise, ["kh", "kw", "C", "M"]);
  requireTensor(caller, "pointwise", pointwise, ["1", "1", "C·M", "O"]);
  requireChannels(caller, "depthwise", depthwise.shape, x.shape[3], "M");
  requireOneByOne(caller, "pointwise", pointwise.shape);
  requireMixing(caller, depthwise.shape, pointwise.shape);
  const { stride, padding, dilation } = convGeometry(caller, options);
  requireFit(caller, x.shape, depthwise.shape, { stride, padding, dilation });
  const { intermediateActivation = "none" } = options;
  if (intermediateActivation === "none" && isOneKernel(x, depthwise)) {
    return separateInOne(x, depthwise, pointwise, { strides: stride, pad: padding, dilations: dilation });
  }
  return tf.tidy(() => {
    const filtered = tf.depthwiseConv2d(x, depthwise, stride, padding, "NHWC", dilation);
    return tf.conv2d(applyIntermediateActivation(caller, filtered, intermediateActivation), pointwise, 1, "valid");
  });
}

/** Bytes from which on what lies between the steps is rather computed again than kept: a step of training takes 1 to 3 % longer so. */
const largeBytes = 2 ** 21;

function isOneKernel(x: tf.Tensor4D, depthwise: tf.Tensor4D): boolean {
  const possible = hasKernel(SeparableConv2D) && x.shape[3] >= 4 && depthwise.shape[3] === 1 && x.dtype === "float32";
  return possible && (!tf.engine().isTapeOn() || 4 * x.size >= largeBytes);
}

function requireMixing(caller: string, [, , C = 0, M = 0]: readonly number[], [, , taken]: readonly number[]): void {
  if (taken !== C * M) {
    throw new ShapeError(
      `[${caller}] pointwise takes ${taken} channels, but depthwise gives ${C * M} (C ${C} × M ${M}). Pass pointwise of shape [1, 1, ${C * M}, O].`,
    );
  }
}
