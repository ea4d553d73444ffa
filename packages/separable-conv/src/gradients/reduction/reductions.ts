// Reductions: the gradient comes back with the reduced axes put in again, and spreads along them.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";

/** `tensor` with the reduced axes of `shape` as axes of length 1. */
function keepAxes(tensor: tf.Tensor, shape: readonly number[], axis: unknown): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis as number | number[], [...shape]);
  return tf.reshape(
    tensor,
    shape.map((length, index) => (axes.includes(index) ? 1 : length)),
  );
}

// A product with ones, because TensorFlow.js broadcasts a product faster than it repeats a tensor.
const spread = (dy: tf.Tensor, x: tf.Tensor, axis: unknown): tf.Tensor => tf.mul(tf.fill(x.shape, 1), keepAxes(dy, x.shape, axis));

// Several equal extremes share evenly, as in TensorFlow; TensorFlow.js gives the whole to each.
const extreme = (kernelName: string): tf.GradConfig =>
  gradientOf(kernelName, { inputs: ["x"], output: true }, (dy, saved, { reductionIndices }) => ({
    x: () => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      // Not by a cast: on webgpu that leaves whole numbers in the buffer, which the transpose within a sum over other axes cannot read.
      const chosen = tf.where(tf.equal(x, keepAxes(y, x.shape, reductionIndices)), tf.onesLike(x), tf.zerosLike(x));
      const share = tf.div(keepAxes(dy, x.shape, reductionIndices), tf.sum(chosen, reductionIndices as number[], true));
      return tf.mul(chosen, share);
    },
  }));

export const reductionGradients: readonly tf.GradConfig[] = [
  gradientOf(tf.Sum, { inputs: ["x"] }, (dy, [x], { axis }) => ({ x: () => spread(dy, x as tf.Tensor, axis) })),
  gradientOf(tf.Mean, { inputs: ["x"] }, (dy, [x], { axis }) => ({
    x: () => spread(tf.mul(dy, dy.size / (x as tf.Tensor).size), x as tf.Tensor, axis),
  })),
  extreme(tf.Max),
  extreme(tf.Min),
];
