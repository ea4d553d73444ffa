// A network of most kinds against Keras, in inference and in training.
import * as tf from "@tensorflow/tfjs-core";
import { countParameters, forward } from "@xception/network";
import { describeBackends, expectClose } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { golden, onHost } from "../golden.ts";

const { network, count, parameters, input, inference, training, moved } = golden.mixed;

const upload = (values: { shape: readonly number[]; data: readonly number[] }): tf.Tensor =>
  tf.tensor(onHost(values).data, [...values.shape]);

const run = (train: boolean) => {
  const tensors = new Map(Object.entries(parameters).map(([name, values]) => [name, upload(values)]));
  return forward(network, tensors, upload(input), { training: train, taps: Object.keys(inference) });
};

/** The part of a map that the golden file has. */
const corner = (tensor: tf.Tensor): tf.Tensor =>
  tensor.rank === 4 ? tf.slice(tensor, [0, 0, 0, 0], [tensor.shape[0], 2, 2, tensor.shape[3] ?? 1]) : tensor;

describe("countParameters", () => {
  it("counts as Keras does", () => {
    expect(countParameters(network)).toEqual({ ...count, trainable: count.total - count.nonTrainable });
  });
});

describeBackends("forward", () => {
  it.each(Object.keys(inference))("gives Keras' %s in inference", async (name) => {
    const { taps, movingStatistics } = run(false);
    await expectClose(corner(taps.get(name) as tf.Tensor), inference[name] ?? input);
    expect(movingStatistics.size).toBe(0);
  });

  it.each(Object.keys(training))("gives Keras' %s in training", async (name) => {
    await expectClose(corner(run(true).taps.get(name) as tf.Tensor), training[name] ?? input);
  });

  it("moves the averages as Keras does", async () => {
    const { movingStatistics } = run(true);
    expect([...movingStatistics.keys()]).toEqual(Object.keys(moved));
    for (const [name, tensor] of movingStatistics) await expectClose(tensor, moved[name] ?? input);
  });
});
