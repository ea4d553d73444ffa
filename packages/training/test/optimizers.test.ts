import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectClose } from "@xception/testing";
import { clipByGlobalNorm, createOptimizer, decayWeights, polyakDecay, TrainingError, type OptimizerOptions } from "@xception/training";
import { describe, expect, it } from "vitest";

import golden from "./golden/optimizers.json";
import { pattern } from "./pattern.ts";

const vector = (multiplier: number): tf.Tensor1D => tf.tensor1d(pattern([6], multiplier).data);

describeBackends("optimizers", () => {
  it.each(golden.cases)("$name gives Keras' parameters after each of five steps", async (example) => {
    const optimizer = createOptimizer(example.optimizer as OptimizerOptions);
    let parameter: tf.Tensor = vector(137);
    let slots: readonly tf.Tensor[] = optimizer.slots.map(() => tf.zerosLike(parameter));
    for (const [index, expected] of example.parameters.entries()) {
      const plain = vector(71 + 10 * index);
      const [gradient = plain] = example.clipNorm === undefined ? [] : clipByGlobalNorm([plain], example.clipNorm);
      const update = { parameter, gradient, slots, rate: golden.rate, step: index + 1 };
      const decayed = example.weightDecay === undefined ? update : decayWeights(update, { rate: example.weightDecay, kind: "decoupled" });
      ({ parameter, slots } = optimizer.update(decayed));
      await expectClose(parameter, { shape: [6], data: expected });
    }
  });

  it("weight decay as L2 adds a share of the parameter to the gradient", async () => {
    const [parameter, gradient] = [tf.tensor1d([1, -2]), tf.tensor1d([0.5, 0.5])];
    const update = decayWeights({ parameter, gradient, slots: [], rate: 1, step: 1 }, { rate: 0.1 });
    await expectClose(update.gradient, { shape: [2], data: [0.6, 0.3] });
    expect(update.parameter).toBe(parameter);
  });

  it("clipping keeps the direction of all gradients together, and leaves short ones", async () => {
    const gradients = [tf.tensor1d([3]), tf.tensor2d([[4]])];
    const [first, second] = clipByGlobalNorm(gradients, 1) as [tf.Tensor, tf.Tensor];
    await expectClose(first, { shape: [1], data: [0.6] });
    await expectClose(second, { shape: [1, 1], data: [0.8] });
    const [left] = clipByGlobalNorm(gradients, 10) as [tf.Tensor];
    await expectClose(left, { shape: [1], data: [3] });
  });
});

describe("optimizers as data", () => {
  it("an unknown optimizer is refused with those that there are", () => {
    const create = (): unknown => createOptimizer({ kind: "lion" } as unknown as OptimizerOptions);
    expect(create).toThrow(new TrainingError('[createOptimizer] there is no optimizer "lion". Choose one of sgd, rmsprop, adam.'));
  });

  it("an optimizer without momentum keeps nothing for it", () => {
    expect(createOptimizer({ kind: "sgd" }).slots).toEqual([]);
    expect(createOptimizer({ kind: "sgd", momentum: 0.9 }).slots).toEqual(["momentum"]);
    expect(createOptimizer({ kind: "rmsprop", momentum: 0 }).slots).toEqual(["meanSquare"]);
    expect(createOptimizer({ kind: "adam" }).slots).toEqual(["mean", "meanSquare"]);
  });

  it("Polyak's decay rises with the steps up to its full height, unless it has no warm-up", () => {
    expect([1, 8, 100_000].map((step) => polyakDecay({ decay: 0.999 }, step))).toEqual([2 / 11, 0.5, 0.999]);
    expect(polyakDecay({ decay: 0.999, warmUp: false }, 1)).toBe(0.999);
  });
});
