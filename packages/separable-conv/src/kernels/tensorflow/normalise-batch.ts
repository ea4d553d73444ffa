// The forward pass of batch normalisation in training, by TensorFlow's fused operation. oneDNN, which computes it on a processor, has fast
// code where the channels come in sixteens, and is half as fast elsewhere: with Xception's 728 channels nearly everywhere.
import * as tf from "@tensorflow/tfjs-core";

import { float, ofFloat, onGraphicsCard, runOperation, text, truth, type Attribute } from "./operation.ts";

export interface ToNormalise {
  /** [..., C] */
  readonly x: tf.Tensor;
  /** [C] */
  readonly scale: tf.Tensor1D;
  /** [C] */
  readonly offset: tf.Tensor1D;
  readonly epsilon: number;
  /** Whether y passes a relu, which TensorFlow's rewriter joins to the operation. */
  readonly relu: boolean;
}

/** Attributes of the operation and of its gradient. */
export const attributesOf = (epsilon: number, isTraining: boolean): Attribute[] => [
  ...[ofFloat("T"), ofFloat("U"), float("epsilon", epsilon), text("data_format", "NHWC"), truth("is_training", isTraining)],
];

/** The operation takes images only: whatever comes before the channels is laid out as N places of one pixel. */
export const asImages = (x: tf.Tensor): tf.Tensor4D => (x.rank === 4 ? (x as tf.Tensor4D) : tf.reshape(x, [-1, 1, 1, x.shape.at(-1) ?? 1]));

/**
 * The operation's version. Both compute the same, but on a processor a traced function of bfloat16 keeps version 2 in float32, as
 * @xception/tensorflow asks (`environmentOf`): oneDNN has fast code for bfloat16, too, only where the channels come in sixteens. In a step
 * of Xception that takes 10 % less processor time (299 pixels, batch 4, 2 threads of an AMD EPYC, TensorFlow 2.21, in turns: 1,546 ms against
 * 1,715), and makes no difference to float32.
 */
export const versionOf = (backend: unknown, { size }: tf.Tensor1D): 2 | 3 => (size % 16 === 0 || onGraphicsCard(backend) ? 3 : 2);

/** @returns y as x, mean [C] and variance [C], divided by all places as Keras and this package do */
export function normaliseBatch(backend: unknown, given: ToNormalise): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const { x, scale } = given;
  const fold = onGraphicsCard(backend) ? 1 : foldFor(scale.size);
  return fold > 1 && (x.size / scale.size) % fold === 0 ? normaliseFolded(backend, given, fold) : normaliseAtOnce(backend, given);
}

function normaliseAtOnce(backend: unknown, { x, scale, offset, epsilon, relu }: ToNormalise): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const [y, mean, variance] = runTraining(backend, asImages(x), { scale, offset, epsilon });
  return [ending(y, x, relu), mean, variance];
}

/**
 * The same by way of `fold` neighbours laid side by side, so that their channels come in sixteens: [N·H·W / fold, C · fold]. Their statistics,
 * each over its part of the places, give those of all places, by which the operation then normalises as in inference. With the 728 channels
 * of [4, 19, 19, 728] that takes 0.6 of the time.
 */
function normaliseFolded(
  backend: unknown,
  { x, scale, offset, epsilon, relu }: ToNormalise,
  fold: number,
): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const channels = scale.size;
  const folded = tf.reshape<tf.Rank.R4>(x, [1, -1, 1, channels * fold]);
  const [one, zero] = [tf.ones<tf.Rank.R1>([channels * fold]), tf.zeros<tf.Rank.R1>([channels * fold])];
  const [, ...parts] = runTraining(backend, folded, { scale: one, offset: zero, epsilon });
  const [means, variances] = parts.map((part) => tf.reshape(part, [fold, channels])) as [tf.Tensor2D, tf.Tensor2D];
  const mean = tf.mean(means, 0);
  const variance = tf.mean(tf.add(variances, tf.squaredDifference(means, mean)), 0);
  const repeated = [scale, offset, mean, variance].map((vector) => tf.tile(vector, [fold]));
  const [y] = runOperation(backend, "FusedBatchNormV3", [folded, ...repeated], attributesOf(epsilon, false), 6) as [tf.Tensor];
  return [ending(y, x, relu), mean, variance];
}

type Triple = [tf.Tensor, tf.Tensor, tf.Tensor];

function runTraining(
  backend: unknown,
  x: tf.Tensor4D,
  { scale, offset, epsilon }: Pick<ToNormalise, "scale" | "offset" | "epsilon">,
): Triple {
  const version = versionOf(backend, scale);
  // With a factor of 1 the moving averages that come back are the batch's own, whatever those were that went in.
  const options = [...attributesOf(epsilon, true), float("exponential_avg_factor", 1)];
  const given = [x, scale, offset, scale, scale];
  const [y, mean, corrected] = runOperation(backend, `FusedBatchNormV${version}`, given, options, version === 3 ? 6 : 5) as Triple;
  const places = x.size / scale.size;
  // TensorFlow divides the sum of squares by one place less.
  return [y, mean, tf.mul(corrected, Math.max(places - 1, 1) / places)];
}

/** Right behind the operation, where the rewriter finds the relu. */
const ending = (y: tf.Tensor, { shape }: tf.Tensor, relu: boolean): tf.Tensor => tf.reshape(relu ? tf.relu(y) : y, shape);

/** The fewest neighbours whose channels come in sixteens. */
function foldFor(channels: number): number {
  let fold = 1;
  while ((channels * fold) % 16 !== 0) fold *= 2;
  return fold;
}
