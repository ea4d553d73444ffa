import * as tf from "@tensorflow/tfjs-core";

/** The gradient of a broadcast: `tensor` summed over the axes along which `shape` was repeated. */
export function sumTo(shape: readonly number[], tensor: tf.Tensor): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], tensor.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(tensor, axes) : tensor, [...shape]);
}
