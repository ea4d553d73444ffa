// Batch normalisation in both forms, on every backend: values, gradients, and nothing left behind.
import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, type BatchNormOptions } from "@xception/separable-conv";
import { checkGradient, describeBackends, expectClose, expectNoLeak, seeded } from "@xception/testing";
import { expect, it } from "vitest";

import { normalise, statistics, type Numbers } from "./definition.ts";

const shapes: number[][] = [
  [3, 4, 5, 7],
  [1, 6, 6, 4],
  [2, 3, 3, 1],
  [6, 1, 1, 19],
  [12, 5],
  [2, 5, 3, 16],
  [2, 4, 1, 24],
];

interface Inputs extends Required<Omit<BatchNormOptions, "epsilon">> {
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
}

function inputs(shape: number[]): { x: tf.Tensor; vectors: Inputs } {
  const vector = (seed: number, low: number, high: number): tf.Tensor1D => seeded<tf.Rank.R1>([shape.at(-1) ?? 1], seed, low, high);
  return {
    // Other seeds than checkGradient's: weights that go with x would have next to no gradient.
    x: seeded(shape, 50, -1, 2),
    vectors: {
      movingMean: vector(52, -1, 1),
      movingVariance: vector(53, 0.5, 1.5),
      scale: vector(54, 0.5, 1.5),
      offset: vector(55, -1, 1),
    },
  };
}

const numbersOf = async (tensor: tf.Tensor): Promise<Numbers> => ({ shape: tensor.shape, data: await tensor.data() });

async function numbersOfAll(vectors: Inputs): Promise<Record<keyof Inputs, Numbers>> {
  const { movingMean, movingVariance, scale, offset } = vectors;
  return {
    movingMean: await numbersOf(movingMean),
    movingVariance: await numbersOf(movingVariance),
    scale: await numbersOf(scale),
    offset: await numbersOf(offset),
  };
}

const blend = (old: Numbers, now: Numbers, momentum: number): Numbers => ({
  shape: old.shape,
  data: Array.from(old.data, (value, index) => value * momentum + (now.data[index] as number) * (1 - momentum)),
});

describeBackends("batchNorm", () => {
  it.each(shapes.map((shape) => ({ shape })))("normalises $shape by the moving averages in inference", async ({ shape }) => {
    const { x, vectors } = inputs(shape);
    const expected = normalise(await numbersOf(x), await numbersOfAll(vectors), 0.01);
    await expectClose(batchNorm.inference(x, { ...vectors, epsilon: 0.01 }), expected);
  });

  it.each(shapes.map((shape) => ({ shape })))("normalises $shape by the batch's statistics in training", async ({ shape }) => {
    const { x, vectors } = inputs(shape);
    const numbers = await numbersOfAll(vectors);
    const { mean, variance } = statistics(await numbersOf(x));
    const result = batchNorm.training(x, { ...vectors, epsilon: 0.01, momentum: 0.9 });
    await expectClose(result.y, normalise(await numbersOf(x), { ...numbers, movingMean: mean, movingVariance: variance }, 0.01));
    await expectClose(result.mean, mean);
    await expectClose(result.variance, variance);
    await expectClose(result.movingMean, blend(numbers.movingMean, mean, 0.9));
    await expectClose(result.movingVariance, blend(numbers.movingVariance, variance, 0.9));
  });

  it.each(shapes.map((shape) => ({ shape })))(
    "of one process alone gives $shape the numbers and gradients of a whole batch",
    async ({ shape }) => {
      const { x, vectors } = inputs(shape);
      const results = [undefined, (mean: tf.Tensor1D) => tf.clone(mean)].map((meanOverWorkers) => {
        const run = (value: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): ReturnType<typeof batchNorm.training> =>
          batchNorm.training(value, { ...vectors, scale: scale as tf.Tensor1D, offset: offset as tf.Tensor1D, meanOverWorkers });
        const weighted = (...given: tf.Tensor[]): tf.Scalar => tf.sum(tf.pow(run(...(given as [tf.Tensor, tf.Tensor, tf.Tensor])).y, 3));
        const { y, movingMean, movingVariance } = run(x, vectors.scale, vectors.offset);
        return [y, movingMean, movingVariance, ...tf.grads(weighted)([x, vectors.scale, vectors.offset])];
      });
      const [whole = [], together = []] = results;
      for (const [index, tensor] of together.entries())
        await expectClose(tensor, await numbersOf(whole[index] as tf.Tensor), { tolerance: 2e-4 });
    },
  );

  it("takes scale 1, offset 0, epsilon 0.001 and momentum 0.99 where they are left out", async () => {
    const x = tf.tensor2d([1, 3], [2, 1]);
    const moving = { movingMean: tf.tensor1d([2]), movingVariance: tf.tensor1d([4]) };
    const [low, high] = [-1 / Math.sqrt(4.001), 1 / Math.sqrt(4.001)];
    await expectClose(batchNorm.inference(x, moving), { shape: [2, 1], data: [low, high] });
    const { y, movingVariance } = batchNorm.training(x, moving);
    await expectClose(y, { shape: [2, 1], data: [-1 / Math.sqrt(1.001), 1 / Math.sqrt(1.001)] });
    await expectClose(movingVariance, { shape: [1], data: [3.97] });
  });

  it.each(shapes.map((shape) => ({ shape })))(
    "has the gradients of inference with respect to all five inputs of $shape",
    async ({ shape }) => {
      const { x, vectors } = inputs(shape);
      const { movingMean, movingVariance, scale, offset } = vectors;
      await checkGradient(
        (...tensors) => {
          const [image, ...rest] = tensors as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
          return batchNorm.inference(image, { movingMean: rest[0], movingVariance: rest[1], scale: rest[2], offset: rest[3] });
        },
        [x, movingMean, movingVariance, scale, offset],
      );
    },
  );

  it.each(shapes.map((shape) => ({ shape })))("has the gradients of training through the statistics of $shape", async ({ shape }) => {
    const { x, vectors } = inputs(shape);
    await checkGradient(
      (...tensors) => {
        const [image, scale, offset] = tensors as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
        return batchNorm.training(image, { ...vectors, scale, offset }).y;
      },
      [x, vectors.scale, vectors.offset],
    );
  });

  it.each(shapes.map((shape) => ({ shape })))(
    "does a relu after it as two operations do, forward and backward, on $shape",
    async ({ shape }) => {
      const { x, vectors } = inputs(shape);
      const gradients = (normalise: (image: tf.Tensor, scale: tf.Tensor1D, offset: tf.Tensor1D) => tf.Tensor): tf.Tensor[] => {
        const { value, grads } = tf.valueAndGrads((image, scale, offset) =>
          tf.sum(tf.square(normalise(image, scale as tf.Tensor1D, offset as tf.Tensor1D))),
        )([x, vectors.scale, vectors.offset]);
        return [value, ...grads];
      };
      const inOne = gradients((image, scale, offset) => batchNorm.training(image, { ...vectors, scale, offset, relu: true }).y);
      const inTwo = gradients((image, scale, offset) => tf.relu(batchNorm.training(image, { ...vectors, scale, offset }).y));
      for (const [index, gradient] of inOne.entries()) await expectClose(gradient, inTwo[index] as tf.Tensor);
    },
  );

  it("leaves nothing behind, forward or backward, whether scale and offset are given or not", async () => {
    const { x, vectors } = inputs([2, 3, 4, 5]);
    const { movingMean, movingVariance } = vectors;
    for (const options of [vectors, { movingMean, movingVariance }, { ...vectors, relu: true }]) {
      await expectNoLeak(() => batchNorm.inference(x, options));
      await expectNoLeak(() => ({ ...batchNorm.training(x, options) }));
      await expectNoLeak(() => tf.tidy(() => tf.grad((image: tf.Tensor) => batchNorm.training(image, options).y)(x)));
      await expectNoLeak(() => tf.tidy(() => tf.grad((image: tf.Tensor) => batchNorm.inference(image, options))(x)));
    }
    expect(x.isDisposed).toBe(false);
  });
});
