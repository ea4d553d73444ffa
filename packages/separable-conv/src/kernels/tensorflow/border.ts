// Padding in pixels, which TensorFlow's operations of pooling and of the way back do not take: the image gets its border first, and the
// operation goes over it without padding.
import * as tf from "@tensorflow/tfjs-core";

import type { Window } from "../window.ts";

type Border = [[number, number], [number, number], [number, number], [number, number]];

/** Whether TensorFlow has a word for the padding. */
export const hasWord = (pad: unknown): boolean => pad === "valid" || pad === "same";

/** Pixels around the image that the windows reach, where they go beyond it. */
function borderOf(window: Window): Border {
  const after = (places: number, stride: number, taps: number, before: number, length: number): number =>
    Math.max((places - 1) * stride + taps - before - length, 0);
  const bottom = after(window.outHeight, window.strideY, reachOf(window.kernelHeight, window.dilationY), window.padTop, window.height);
  const right = after(window.outWidth, window.strideX, reachOf(window.kernelWidth, window.dilationX), window.padLeft, window.width);
  return [
    [0, 0],
    [window.padTop, bottom],
    [window.padLeft, right],
    [0, 0],
  ];
}

const reachOf = (taps: number, dilation: number): number => (taps - 1) * dilation + 1;

/** x [N, H, W, C] with its border of `value`. */
export const withBorder = (x: tf.Tensor, window: Window, value = 0): tf.Tensor4D => tf.pad(x as tf.Tensor4D, borderOf(window), value);

/** The shape of x with its border. */
export function shapeWithBorder(window: Window): [number, number, number, number] {
  const [, rows, columns] = borderOf(window);
  const { batch, height, width, channels } = window;
  return [batch, rows[0] + height + rows[1], columns[0] + width + columns[1], channels];
}

/** x again, of what has a border. */
export const withoutBorder = (bordered: tf.Tensor, { batch, padTop, padLeft, height, width, channels }: Window): tf.Tensor4D =>
  tf.slice(bordered as tf.Tensor4D, [0, padTop, padLeft, 0], [batch, height, width, channels]);
