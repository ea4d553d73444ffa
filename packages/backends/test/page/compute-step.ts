// What a step of training computes, large enough that threads share every kernel of ours.
import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, separableConv2d } from "@xception/separable-conv";

/** Values between -1 and 1, the same in every run. */
const wave = <R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number): tf.Tensor<R> => {
  const size = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, index) => Math.sin(seed + 7.3 * index)),
    shape,
  );
};

/** The loss of a small network and its gradients, one after the other. */
export async function computeStep(): Promise<number[]> {
  const images = wave<tf.Rank.R4>([4, 33, 35, 6], 1);
  const weights = [
    wave([3, 3, 6, 32], 2),
    wave([32], 3),
    wave([32], 4),
    wave([3, 3, 32, 1], 5),
    wave([1, 1, 32, 40], 6),
    wave([40, 10], 7),
  ];
  const loss = (...[filter, scale, offset, depthwise, pointwise, dense]: tf.Tensor[]): tf.Scalar => {
    const first = tf.conv2d(images, filter as tf.Tensor4D, 2, "same");
    const { y } = batchNorm.training(first, {
      scale: scale as tf.Tensor1D,
      offset: offset as tf.Tensor1D,
      movingMean: tf.zeros([32]),
      movingVariance: tf.ones([32]),
      relu: true,
    });
    const second = separableConv2d(y, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D);
    const mean = tf.mean<tf.Tensor2D>(tf.maxPool(second, 3, 2, "same"), [1, 2]);
    return tf.mean(tf.square(tf.matMul(mean, dense as tf.Tensor2D)));
  };
  const { value, grads } = tf.valueAndGrads(loss)(weights);
  const numbers = await Promise.all([value, ...grads].map((tensor) => tensor.data()));
  tf.dispose([images, ...weights, value, ...grads]);
  return numbers.flatMap((array) => [...array]);
}
