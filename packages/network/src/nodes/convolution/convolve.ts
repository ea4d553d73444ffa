// How convolutions end: with a bias and an activation, in one kernel where TensorFlow.js has it.
// Under a gradient tape TensorFlow.js takes its fused kernels apart again, and only the plain ones have every gradient.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import { depthwiseConv2d } from "@xception/separable-conv";

import type { Pair } from "../../definition/option-rule.ts";
import { activate, type ActivationName } from "../activation/functions.ts";
import type { Padding } from "../window.ts";

export interface Sliding {
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

export interface Ending {
  /** [O]; none when undefined. */
  readonly bias: Tensor | undefined;
  readonly activation: ActivationName;
}

/** x [N, H, W, C] with kernel [kh, kw, C, O] to [N, H′, W′, O]. */
export function convolve(x: Tensor4D, filter: Tensor4D, { stride, padding, dilation }: Sliding, ending: Ending): Tensor {
  if (tf.engine().isTapeOn()) return finish(tf.conv2d(x, filter, [...stride], padding, "NHWC", [...dilation]), ending);
  return fuse(ending, (fused) => tf.fused.conv2d({ x, filter, strides: [...stride], pad: padding, dilations: [...dilation], ...fused }));
}

/** x [N, H, W, C] with filter [kh, kw, C, M] to [N, H′, W′, C·M]. */
export function convolveDepthwise(x: Tensor4D, filter: Tensor4D, { stride, padding, dilation }: Sliding, ending: Ending): Tensor {
  if (tf.engine().isTapeOn()) return finish(depthwiseConv2d(x, filter, { stride, padding, dilation }), ending);
  return fuse(ending, (fused) =>
    tf.fused.depthwiseConv2d({ x, filter, strides: [...stride], pad: padding, dilations: [...dilation], ...fused }),
  );
}

/** activation(y + bias), the bias over the last axis. */
export const finish = (y: Tensor, { bias, activation }: Ending): Tensor => activate(bias ? tf.add(y, bias) : y, activation);

/** The activations that TensorFlow.js' fused kernels know on every backend. */
const fusable: readonly string[] = ["linear", "relu", "relu6"] satisfies (ActivationName & tf.fused.Activation)[];
const isFusable = (name: string): name is tf.fused.Activation => fusable.includes(name);

function fuse({ bias, activation }: Ending, run: (fused: { bias?: Tensor1D; activation: tf.fused.Activation }) => Tensor): Tensor {
  const known = isFusable(activation);
  const y = run({ ...(bias && { bias: bias as Tensor1D }), activation: known ? activation : "linear" });
  return known ? y : activate(y, activation);
}
