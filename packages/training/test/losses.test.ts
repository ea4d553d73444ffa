import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectClose } from "@xception/testing";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "@xception/training";
import { expect, it } from "vitest";

import golden from "./golden/losses.json";

const losses = {
  softmaxCrossEntropy: { mean: softmaxCrossEntropy, even: 1 / golden.classes },
  sigmoidCrossEntropy: { mean: sigmoidCrossEntropy, even: 0.5 },
};

describeBackends("losses", () => {
  it.each(golden.cases)("$loss with smoothing $smoothing is Keras', with its gradient", async (example) => {
    const shape: [number, number] = [golden.logits.length / golden.classes, golden.classes];
    const { mean, even } = losses[example.loss as keyof typeof losses];
    const targets = tf.tensor2d(
      example.targets.map((target) => target * (1 - example.smoothing) + even * example.smoothing),
      shape,
      "float32",
    );
    const { value, grad } = tf.valueAndGrad((logits) => mean(logits as tf.Tensor2D, targets))(tf.tensor2d(golden.logits, shape));
    await expectClose(value, { shape: [], data: [example.value] });
    await expectClose(grad, { shape, data: example.gradient });
  });

  it("softmaxCrossEntropy of logits of any size is finite", async () => {
    const logits = tf.tensor2d([[1000, -1000, 0]]);
    const targets = tf.tensor2d([[0, 1, 0]]);
    const { value, grad } = tf.valueAndGrad((x) => softmaxCrossEntropy(x as tf.Tensor2D, targets))(logits);
    expect([...(await value.data())]).toEqual([2000]);
    expect([...(await grad.data())]).toEqual([1, -1, 0]);
  });

  it("sigmoidCrossEntropy of logits of any size is finite", async () => {
    const logits = tf.tensor2d([[1000, -1000]]);
    const targets = tf.tensor2d([[0, 0]]);
    const { value, grad } = tf.valueAndGrad((x) => sigmoidCrossEntropy(x as tf.Tensor2D, targets))(logits);
    expect([...(await value.data())]).toEqual([500]);
    expect([...(await grad.data())]).toEqual([0.5, 0]);
  });

  it("the gradient of a loss is multiplied by what comes from behind", async () => {
    const targets = tf.tensor2d([[1, 0]]);
    const grad = tf.grad((x) => tf.mul(softmaxCrossEntropy(x as tf.Tensor2D, targets), 3))(tf.tensor2d([[0, 0]]));
    await expectClose(grad, { shape: [1, 2], data: [-1.5, 1.5] });
  });
});
