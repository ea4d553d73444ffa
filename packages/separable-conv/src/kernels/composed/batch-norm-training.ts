// Batch normalisation of a training step, composed of TensorFlow.js' own kernels: the way of a backend that has none of its own for it.
import * as tf from "@tensorflow/tfjs-core";

/** [y, mean, variance], where mean and (biased) variance [C] are those of the batch. */
export function batchNormTraining(
  x: tf.Tensor,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  epsilon: number,
): [tf.Tensor, tf.Tensor1D, tf.Tensor1D] {
  const { mean, variance } = tf.moments(x, allButLast(x));
  const y = tf.batchNorm(x, mean, variance, offset, scale, epsilon);
  return [y, mean as tf.Tensor1D, variance as tf.Tensor1D];
}

// With n places, r = 1 / √(variance + epsilon) and x̂ = (x − mean) · r:
//   doffset = Σ dy        dscale = Σ dy · x̂        dx = scale · r · (dy − (doffset + x̂ · dscale) / n)
/** [dx, dscale, doffset]. */
export function batchNormTrainingGrad(
  dy: tf.Tensor,
  x: tf.Tensor,
  scale: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
  epsilon: number,
): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const normalised = tf.mul(tf.sub(x, mean), inverse);
  const offsetGradient = tf.sum(dy, allButLast(x));
  const scaleGradient = tf.sum(tf.mul(dy, normalised), allButLast(x));
  const through = tf.div(tf.add(offsetGradient, tf.mul(normalised, scaleGradient)), x.size / mean.size);
  return [tf.mul(tf.mul(scale, inverse), tf.sub(dy, through)), scaleGradient, offsetGradient];
}

const allButLast = (x: tf.Tensor): number[] => x.shape.slice(0, -1).map((_, axis) => axis);
