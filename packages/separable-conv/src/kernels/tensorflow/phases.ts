// The way back of a dilated convolution. TensorFlow's operations for it take the option `dilations` and overlook it on a processor: what they
// give is wrong. So the pixels that lie a dilation apart become images of their own, the phases, in which nothing is dilated any more.
import * as tf from "@tensorflow/tfjs-core";

import type { Window } from "../window.ts";

export const isDilated = ({ dilationY, dilationX }: Window): boolean => dilationY > 1 || dilationX > 1;

type Ends = [[number, number], [number, number]];

export interface Phases {
  /** Of the phases of x with its border, over which the filter goes without padding: [N·dy·dx, …, …, C] */
  readonly shape: [number, number, number, number];
  readonly ofImage: (x: tf.Tensor) => tf.Tensor4D;
  /** Also places where no window is, whose dy is 0. */
  readonly ofResult: (dy: tf.Tensor) => tf.Tensor4D;
  /** What `ofImage` took apart. */
  readonly join: (phases: tf.Tensor) => tf.Tensor4D;
}

/** @throws Error where the windows have a stride, too, which TensorFlow.js' operations refuse */
export function phasesOf(kernelName: string, window: Window): Phases {
  const { strideY, strideX, dilationY, dilationX } = window;
  if (Math.max(strideY, strideX) > 1) {
    throw new Error(
      `[${kernelName}] strides are [${strideY}, ${strideX}] and dilations [${dilationY}, ${dilationX}], expected one of them to be 1. Dilate first, then stride in an operation of its own.`,
    );
  }
  const places = [wholeTimes(window.outHeight, dilationY), wholeTimes(window.outWidth, dilationX)] as const;
  const height = places[0] + (window.kernelHeight - 1) * dilationY;
  const width = places[1] + (window.kernelWidth - 1) * dilationX;
  const border: Ends = [
    [window.padTop, height - window.height - window.padTop],
    [window.padLeft, width - window.width - window.padLeft],
  ];
  const rest: Ends = [
    [0, places[0] - window.outHeight],
    [0, places[1] - window.outWidth],
  ];
  const block = [dilationY, dilationX];
  return {
    shape: [window.batch * dilationY * dilationX, height / dilationY, width / dilationX, window.channels],
    ofImage: (x) => tf.spaceToBatchND(x as tf.Tensor4D, block, border),
    ofResult: (dy) => tf.spaceToBatchND(dy as tf.Tensor4D, block, rest),
    join: (phases) => tf.batchToSpaceND(phases as tf.Tensor4D, block, border),
  };
}

const wholeTimes = (count: number, unit: number): number => Math.ceil(count / unit) * unit;
