import * as tf from "@tensorflow/tfjs-core";
import { checkGradient, describeBackends, seeded } from "@xception/testing";
import { it } from "vitest";

describeBackends("q", () => {
  it("pool", async () => {
    const x = seeded([2, 5, 6, 4], 4);
    await checkGradient((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, "same"), [x]);
    await checkGradient((x) => tf.avgPool(x as tf.Tensor4D, [2, 3], [1, 2], "same"), [x]);
    await checkGradient((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, "valid"), [x]);
    await checkGradient((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 1, "floor"), [x]);
  });
});
