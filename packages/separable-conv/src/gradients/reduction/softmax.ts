// With y = softmax(logits) over the last axis:
//   softmax:     dlogits = y · (dy − Σ dy · y)
//   log-softmax: dlogits = dy − softmax · Σ dy, where the softmax is exp of the output
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";

export const softmaxGradients: readonly tf.GradConfig[] = [
  gradientOf(tf.Softmax, { output: true }, (dy, [saved], { dim }) => {
    const y = saved as tf.Tensor;
    return { logits: () => tf.mul(y, tf.sub(dy, tf.sum(tf.mul(dy, y), dim as number, true))) };
  }),
  gradientOf(tf.LogSoftmax, { output: true }, (dy, [saved], { axis }) => {
    const y = saved as tf.Tensor;
    return { logits: () => tf.sub(dy, tf.mul(tf.exp(y), tf.sum(dy, axis as number, true))) };
  }),
];
