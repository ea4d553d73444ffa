import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, separableConv2d, segmentedConv2d } from "@xception/separable-conv";
import { checkGradient, describeBackends, seeded } from "@xception/testing";
import { it } from "vitest";
import { cases } from "./cases.ts";

describeBackends("q", () => {
  it.each(cases)("$name", async ({ image, kernel, multiplier = 1, options }) => {
    const x = seeded([...image], 1),
      d = seeded([...kernel, image[3], multiplier], 2),
      p = seeded([1, 1, image[3] * multiplier, 5], 3);
    await checkGradient((a, b, c) => separableConv2d(a as tf.Tensor4D, b as tf.Tensor4D, c as tf.Tensor4D, options), [x, d, p]);
  });
  it.each(cases)("segmented $name", async ({ image, kernel, options }) => {
    const x = seeded([...image], 1),
      d = seeded([1, 1, image[3], 6], 2),
      p = seeded([...kernel, 2, 9], 3);
    await checkGradient((a, b, c) => segmentedConv2d(a as tf.Tensor4D, b as tf.Tensor4D, c as tf.Tensor4D, options), [x, d, p]);
  });
  it("bn", async () => {
    await checkGradient(
      (x, s, o) =>
        batchNorm.training(x, {
          scale: s as tf.Tensor1D,
          offset: o as tf.Tensor1D,
          movingMean: tf.zeros([4]),
          movingVariance: tf.ones([4]),
        }).y,
      [seeded([2, 3, 3, 4], 1), seeded([4], 2), seeded([4], 3)],
    );
  });
  it("bn inference", async () => {
    await checkGradient(
      (x, s, o) =>
        batchNorm.inference(x, {
          scale: s as tf.Tensor1D,
          offset: o as tf.Tensor1D,
          movingMean: tf.zeros([4]),
          movingVariance: tf.ones([4]),
        }),
      [seeded([2, 3, 3, 4], 1), seeded([4], 2), seeded([4], 3)],
    );
  });
  it("pool", async () => {
    const x = tf.mul(seeded([2, 5, 6, 4], 4), 10);
    await checkGradient((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, "same"), [x], { step: 1e-3 });
    await checkGradient((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, "same"), [x]);
  });
});
