// What TensorFlow's rewriter makes of a traced function: it says nothing, and the numbers stay.
import * as tf from "@tensorflow/tfjs-core";
import { trace } from "@xception/tensorflow";
import { expectClose, seeded } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { errorStreamOf } from "./error-stream.ts";
import { useTensorFlow } from "./use-tensorflow.ts";

// TensorFlow prints it once in a process: the first one says whether it is there.
describe("a traced network of blocks that activate first", () => {
  useTensorFlow();

  it.each(["relu", "relu6", "elu"] as const)("is rewritten with %s without a complaint", async (activation) => {
    const [filters, biases] = [
      [1, 2, 3].map((seed) => seeded<tf.Rank.R4>([1, 1, 16, 16], seed)),
      [4, 5, 6].map((seed) => seeded<tf.Rank.R1>([16], seed)),
    ];
    // Each sum is read twice: by the next block's activation, and by its shortcut.
    const blocks = (x: tf.Tensor4D): tf.Tensor =>
      filters.reduce((y, filter, index) => {
        const bias = biases[index] as tf.Tensor1D;
        return tf.add(tf.fused.conv2d({ x: tf[activation](y), filter, bias, strides: 1, pad: "same" }), y);
      }, x);
    const x = seeded<tf.Rank.R4>([2, 5, 5, 16], 7);
    const traced = trace(blocks, { freeze: true });
    const results: tf.Tensor[] = [];
    expect(errorStreamOf(() => results.push(traced(x)))).toBe("");
    await expectClose(results[0] as tf.Tensor, blocks(x));
    traced.dispose();
  });
});
