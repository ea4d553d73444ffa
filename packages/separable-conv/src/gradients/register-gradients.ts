// TensorFlow.js' core registers no gradients by itself in Node, and some of its own are wrong or refuse what they could do.
import * as tf from "@tensorflow/tfjs-core";

import { arrangementGradients } from "./arrangement/arrangement.ts";
import { resizeGradients } from "./arrangement/resize.ts";
import { conv2dBackpropInputGradient, conv2dGradient } from "./convolution/conv2d.ts";
import { depthwiseConv2dGradient } from "./convolution/depthwise-conv2d.ts";
import { functionsOfOne, reluGradient } from "./elementwise/of-one.ts";
import { functionsOfSeveral } from "./elementwise/of-several.ts";
import { batchNormReluGradient, batchNormTrainingGradient } from "./normalisation/batch-norm-training.ts";
import { fusedBatchNormGradient } from "./normalisation/fused-batch-norm.ts";
import { avgPoolGradient, maxPoolGradient } from "./pooling/pooling.ts";
import { matMulGradient } from "./reduction/mat-mul.ts";
import { reductionGradients } from "./reduction/reductions.ts";
import { softmaxGradients } from "./reduction/softmax.ts";

/** These take the place of TensorFlow.js' own: dilation and padding are right, attributes are handed on, and less is kept in memory. */
const better: readonly tf.GradConfig[] = [
  conv2dGradient,
  conv2dBackpropInputGradient,
  depthwiseConv2dGradient,
  maxPoolGradient,
  avgPoolGradient,
  fusedBatchNormGradient,
  reluGradient,
  batchNormTrainingGradient,
  batchNormReluGradient,
];

/** These are registered only where there is none. */
const others: readonly tf.GradConfig[] = [
  matMulGradient,
  ...functionsOfOne,
  ...functionsOfSeveral,
  ...reductionGradients,
  ...softmaxGradients,
  ...arrangementGradients,
  ...resizeGradients,
];

/**
 * Registers in TensorFlow.js' registry the gradients of all kernels that a convolutional network trains through.
 *
 * Those of convolutions, pooling, batch normalisation and relu replace what is there; the others are added where there is none.
 * Calling it again changes nothing.
 */
export function registerGradients(): void {
  for (const gradient of better) tf.registerGradient(gradient);
  for (const gradient of others) {
    if ((tf.getGradient(gradient.kernelName) as tf.GradConfig | undefined) === undefined) tf.registerGradient(gradient);
  }
}
