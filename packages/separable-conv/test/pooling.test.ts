// The gradients of pooling, which Xception's blocks and its head need, on every backend.
import * as tf from "@tensorflow/tfjs-core";
import { checkGradient, describeBackends, seeded } from "@xception/testing";
import { it } from "vitest";

type Pooling = readonly [title: string, pool: (x: tf.Tensor4D) => tf.Tensor4D];

const averages: readonly Pooling[] = [
  ["3×3 by 2, padded", (x) => tf.avgPool(x, 3, 2, "same")],
  ["2×3 by 1 and 2, padded", (x) => tf.avgPool(x, [2, 3], [1, 2], "same")],
  ["2×2 by 2, not padded", (x) => tf.avgPool(x, 2, 2, "valid")],
  ["3×3 by 2, padded by one pixel all round", (x) => tf.avgPool(x, 3, 2, 1, "floor")],
];

describeBackends("the gradient of average pooling is its derivative", () => {
  it.each(averages)("for %s", async (_, pool) => {
    await checkGradient((x) => pool(x as tf.Tensor4D), [seeded([2, 5, 6, 4], 40)]);
  });
});
