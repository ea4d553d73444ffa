// Batch normalisation over a batch whose parts, equal in size, lie in several processes: statistics and the sums of the gradient are means
// over all of them. With n places a channel in a part, r = 1 / √(variance + epsilon), x̂ = (x − mean) · r and ⟨⟩ the mean over processes:
//   mean = ⟨Σ x / n⟩       variance = ⟨variance of the part + (mean of the part − mean)²⟩       y = x̂ · scale + offset
//   doffset = Σ dy         dscale = Σ dy · x̂         dx = scale · r · (dy − ⟨doffset / n⟩ − x̂ · ⟨dscale / n⟩)
// dscale and doffset are those of the part, as all gradients are before the processes take their mean.
import * as tf from "@tensorflow/tfjs-core";

/** The mean of a vector over all processes, which all ask for in the same order. */
export type MeanOverWorkers = (x: tf.Tensor1D) => tf.Tensor1D;

export interface Together {
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
  readonly epsilon: number;
  /** [C] a guess of the mean, the same in all processes: the nearer it is, the less the difference of two squares loses. */
  readonly near: tf.Tensor1D;
  readonly meanOverWorkers: MeanOverWorkers;
}

/** @returns y, mean and variance of the whole batch */
export function normaliseTogether(
  x: tf.Tensor,
  { scale, offset, epsilon, near, meanOverWorkers }: Together,
): [tf.Tensor, tf.Tensor1D, tf.Tensor1D] {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const part = tf.moments(x, axes) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
  const away = tf.sub<tf.Tensor1D>(part.mean, near);
  const [meanAway, squares] = halves(meanOverWorkers(tf.concat1d([away, tf.add<tf.Tensor1D>(part.variance, tf.square(away))])));
  const mean = tf.add<tf.Tensor1D>(near, meanAway);
  const variance = tf.sub<tf.Tensor1D>(squares, tf.square(meanAway));
  const places = x.size / scale.size;
  const normalise = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [value, gain, shift, save] = given as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    save([value, gain, mean, variance]);
    return {
      value: tf.batchNorm(value, mean, variance, shift, gain, epsilon),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [kept, factor, centre, spread] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const inverse = tf.rsqrt(tf.add(spread, epsilon));
        const normalised = tf.mul(tf.sub(kept, centre), inverse);
        const doffset = tf.sum<tf.Tensor1D>(dy, axes);
        const dscale = tf.sum<tf.Tensor1D>(tf.mul(dy, normalised), axes);
        const [meanOffset, meanScale] = halves(meanOverWorkers(tf.div(tf.concat1d([doffset, dscale]), places)));
        const dx = tf.mul(tf.mul(factor, inverse), tf.sub(tf.sub(dy, meanOffset), tf.mul(normalised, meanScale)));
        return [dx, dscale, doffset];
      },
    };
  });
  return [normalise(x, scale, offset), mean, variance];
}

const halves = (vector: tf.Tensor1D): [tf.Tensor1D, tf.Tensor1D] => tf.split(vector, 2) as [tf.Tensor1D, tf.Tensor1D];
