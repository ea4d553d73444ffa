// With one filter a channel and without stride, the way back to the image is a depthwise convolution of dy, with the filter turned round.
import * as tf from "@tensorflow/tfjs-core";

import { turnedWindow, type Window } from "../window.ts";

type Padding = tf.backend_util.ExplicitPadding;

/** What is padded around dy; nothing where pixels would have to be cut, or where the way back is no such convolution. */
export function turnedPadding(window: Window): Padding | undefined {
  const { strideY, strideX, multiplier, kernelHeight, kernelWidth, dilationY, dilationX } = window;
  const turned = turnedWindow(window);
  const bottom = turned.outHeight - turned.height + (kernelHeight - 1) * dilationY - turned.padTop;
  const right = turned.outWidth - turned.width + (kernelWidth - 1) * dilationX - turned.padLeft;
  if (multiplier > 1 || strideY > 1 || strideX > 1 || Math.min(turned.padTop, turned.padLeft, bottom, right) < 0) return undefined;
  return [
    [0, 0],
    [turned.padTop, bottom],
    [turned.padLeft, right],
    [0, 0],
  ];
}

/** dx [N, H, W, C] of dy [N, H′, W′, C] and the filter [kh, kw, C, 1]. */
export function turnedInput(dy: tf.Tensor, filter: tf.Tensor, padding: Padding, { dilationY, dilationX }: Window): tf.Tensor4D {
  const [, [top, bottom], [left, right]] = padding;
  const even = top === bottom && left === right;
  const turned = tf.reverse(filter as tf.Tensor4D, [0, 1]);
  const reach = [(turned.shape[0] - 1) * dilationY, (turned.shape[1] - 1) * dilationX];
  // The word where there is one: oneDNN may have a kernel for it only.
  const pad = even && reach[0] === 2 * top && reach[1] === 2 * left ? "same" : padding;
  return tf.depthwiseConv2d(dy as tf.Tensor4D, turned, 1, pad, "NHWC", [dilationY, dilationX]);
}
