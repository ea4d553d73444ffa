// How the windows of a convolution or pooling lie on an image: the numbers that every kernel needs, from TensorFlow.js' attributes.
import * as tf from "@tensorflow/tfjs-core";

import { ShapeError } from "../ops/validation/shape-error.ts";

export interface Window {
  readonly batch: number;
  /** Of the image x [N, H, W, C]. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Of the result y [N, H′, W′, O]. */
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  /** Filters a channel of a depthwise convolution: O = C·M. */
  readonly multiplier: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  readonly dilationY: number;
  readonly dilationX: number;
  /** Pixels of padding above and left of the image. */
  readonly padTop: number;
  readonly padLeft: number;
}

interface BackpropShapes {
  readonly x: readonly number[];
  readonly filter: readonly number[];
  readonly dy: readonly number[];
}

type Shape4D = [number, number, number, number];

/** The windows of a convolution of x by a filter [kh, kw, C, O], or depthwise [kh, kw, C, M]. */
export function convWindow(
  xShape: readonly number[],
  filterShape: readonly number[],
  attributes: tf.NamedAttrMap,
  depthwise: boolean,
): Window {
  const { strides, pad, dilations, dimRoundingMode } = attributes as unknown as Partial<tf.Conv2DAttrs> &
    Pick<tf.Conv2DAttrs, "strides" | "pad">;
  const multiplier = filterShape[3] as number;
  return fromInfo(
    tf.backend_util.computeConv2DInfo(
      xShape as Shape4D,
      filterShape as Shape4D,
      strides,
      dilations ?? [1, 1],
      pad,
      dimRoundingMode,
      depthwise,
    ),
    depthwise ? multiplier : 1,
  );
}

/**
 * The same for the way back of `kernelName`, which reads dy: one of another size would be read beyond its end.
 *
 * @throws ShapeError where dy is not what the convolution of x gives
 */
export function backpropWindow(kernelName: string, shapes: BackpropShapes, attributes: tf.NamedAttrMap, depthwise: boolean): Window {
  const window = convWindow(shapes.x, shapes.filter, attributes, depthwise);
  const y = [window.batch, window.outHeight, window.outWidth, window.outChannels];
  if (y.join() !== shapes.dy.join()) {
    throw new ShapeError(
      `[${kernelName}] dy has shape [${shapes.dy.join(", ")}], but this convolution of [${shapes.x.join(", ")}] gives [${y.join(", ")}]. Pass dy of that shape.`,
    );
  }
  return window;
}

/** The windows of a pooling of x. */
export function poolWindow(xShape: readonly number[], attributes: tf.NamedAttrMap): Window {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as tf.MaxPoolAttrs;
  return fromInfo(tf.backend_util.computePool2DInfo(xShape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode), 1);
}

/** Multiply-adds of a convolution, or of either way back. */
export const operationsOf = (window: Window, depthwise: boolean): number =>
  outPixelsOf(window) * tapsOf(window) * window.outChannels * (depthwise ? 1 : window.channels);

/** Pixels of x, of y, and of the filter. */
export const pixelsOf = ({ batch, height, width }: Window): number => batch * height * width;
export const outPixelsOf = ({ batch, outHeight, outWidth }: Window): number => batch * outHeight * outWidth;
export const tapsOf = ({ kernelHeight, kernelWidth }: Window): number => kernelHeight * kernelWidth;

/**
 * The windows through which dy is seen from x, where the stride is 1: with the filter turned around, the way back of a convolution to its
 * image is a convolution of dy. What was padded is now cut, and the reverse.
 */
export function turnedWindow(window: Window): Window {
  return {
    ...window,
    height: window.outHeight,
    width: window.outWidth,
    channels: window.outChannels,
    outHeight: window.height,
    outWidth: window.width,
    outChannels: window.channels,
    padTop: (window.kernelHeight - 1) * window.dilationY - window.padTop,
    padLeft: (window.kernelWidth - 1) * window.dilationX - window.padLeft,
  };
}

function fromInfo(info: tf.backend_util.Conv2DInfo, multiplier: number): Window {
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    multiplier,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    dilationY: info.dilationHeight,
    dilationX: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}
