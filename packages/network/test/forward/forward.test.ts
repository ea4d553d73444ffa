import * as tf from "@tensorflow/tfjs-core";
import { forward, initialise, type Network } from "@xception/network";
import { describeBackends, expectClose, expectNoLeak, pattern } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { golden } from "../golden.ts";
import { node, single, sketch } from "../sketch.ts";

const onBackend = (network: Network, seed = 1): Map<string, tf.Tensor> =>
  new Map([...initialise(network, { seed })].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));

const mixed = golden.mixed.network;
const image = (): tf.Tensor => pattern([2, 11, 10, 3]);

describeBackends("forward", () => {
  it("leaves no tensor behind but what it returns", async () => {
    const tensors = onBackend(mixed);
    const x = image();
    for (const training of [false, true]) {
      await expectNoLeak(() => {
        const { outputs, taps, movingStatistics } = forward(mixed, tensors, x, { training, taps: ["sum", "image"] });
        return [...outputs, ...taps.values(), ...movingStatistics.values()];
      });
    }
    expect(x.isDisposed).toBe(false);
  });

  it("hands gradients to every trainable parameter of a network of many kinds", async () => {
    const tensors = onBackend(mixed);
    const trained = [...tensors].filter(([name]) => !name.includes("moving_"));
    const x = image();
    const gradients = tf.grads((...variables: tf.Tensor[]) => {
      const current = new Map([...tensors, ...trained.map(([name], index) => [name, variables[index] as tf.Tensor] as const)]);
      const [probabilities] = forward(mixed, current, x, { training: true }).outputs;
      return tf.sum(tf.square(probabilities as tf.Tensor));
    })(trained.map(([, tensor]) => tensor));
    for (const [index, [name]] of trained.entries()) {
      const largest = (await tf.max(tf.abs(gradients[index] as tf.Tensor)).data())[0];
      // What comes before batch normalisation and is a bias cannot matter to it.
      if (name !== "depthwise/bias" && name !== "hidden/bias") expect(largest, name).toBeGreaterThan(0);
    }
  });

  it("frees values as soon as the last node that takes them has run", async () => {
    const steps = Array.from({ length: 20 }, (_, index) => node(`n${index + 1}`, "rescaling", [`n${index}`], { scale: 1 }));
    const chain = sketch(node("n0", "input", [], { shape: [64, 64, 4] }), ...steps);
    const x = tf.zeros([1, 64, 64, 4]);
    const bytes = 64 * 64 * 4 * 4;
    const { peakBytes } = await tf.profile(() => [...forward(chain, new Map(), x).outputs]);
    expect(peakBytes - tf.memory().numBytes).toBeLessThan(5 * bytes);
  });

  it("gives values of their own to a node that is an output twice, a tap, and the input itself", async () => {
    const network: Network = { ...single([2], "rescaling", { scale: 2 }), outputs: ["x", "x", "image"] };
    const input = tf.tensor2d([1, 2], [1, 2]);
    const { outputs, taps } = forward(network, new Map(), input, { taps: ["x", "image"] });
    tf.dispose([outputs[0], outputs[2], taps.get("image")] as tf.Tensor[]);
    await expectClose(outputs[1] as tf.Tensor, { shape: [1, 2], data: [2, 4] });
    await expectClose(taps.get("x") as tf.Tensor, { shape: [1, 2], data: [2, 4] });
    expect(input.isDisposed).toBe(false);
  });
});

const dropout = single([1000], "dropout", { rate: 0.25 });
const drop = async (seed: number, network = dropout): Promise<number[]> => [
  ...(await (forward(network, new Map(), tf.ones([1, 1000]), { training: true, seed }).outputs[0] as tf.Tensor).data()),
];

describeBackends(
  "dropout in training",
  () => {
    it("drops about its rate and grows the others", async () => {
      const values = await drop(1);
      const dropped = values.filter((value) => value === 0).length;
      expect(Math.abs(dropped - 250)).toBeLessThan(55); // four standard deviations
      expect(values.filter((value) => value !== 0).every((value) => Math.abs(value - 4 / 3) < 1e-6)).toBe(true);
    });

    it("drops the same values for the same seed, others at another step and in another node", async () => {
      expect(await drop(1)).toEqual(await drop(1));
      expect(await drop(2)).not.toEqual(await drop(1));
      const renamed = sketch(node("image", "input", [], { shape: [1000] }), node("y", "dropout", ["image"], { rate: 0.25 }));
      expect(await drop(1, renamed)).not.toEqual(await drop(1));
    });

    it("drops all at rate 1, nothing at rate 0 and nothing where it is frozen", async () => {
      const x = tf.ones([1, 2]);
      const run = (rate: number, frozen?: Set<string>): tf.Tensor =>
        forward(single([2], "dropout", { rate }), new Map(), x, { training: true, seed: 1, ...(frozen && { frozen }) })
          .outputs[0] as tf.Tensor;
      await expectClose(run(1), { shape: [1, 2], data: [0, 0] });
      await expectClose(run(0), { shape: [1, 2], data: [1, 1] });
      await expectClose(run(1, new Set(["x"])), { shape: [1, 2], data: [1, 1] });
    });
  },
  ["cpu"],
);

describeBackends("frozen batch normalisation", () => {
  it("stays in inference and reports no new averages, while the rest trains", async () => {
    const network = sketch(
      node("image", "input", [], { shape: [2] }),
      node("frozen_bn", "batchNorm", ["image"]),
      node("live_bn", "batchNorm", ["image"]),
    );
    const tensors = onBackend(network);
    const x = tf.tensor2d([1, 2, 3, 6], [2, 2]);
    const options = { taps: ["frozen_bn", "live_bn"], frozen: new Set(["frozen_bn"]) };
    const { taps, movingStatistics } = forward(network, tensors, x, { ...options, training: true });
    const inference = forward(network, tensors, x, options).taps;
    await expectClose(taps.get("frozen_bn") as tf.Tensor, inference.get("frozen_bn") as tf.Tensor, { tolerance: 0 });
    const normalised = 1 / Math.sqrt(1 + 0.001);
    await expectClose(tf.slice(taps.get("live_bn") as tf.Tensor, [0, 0], [2, 1]), { shape: [2, 1], data: [-normalised, normalised] });
    expect([...movingStatistics.keys()]).toEqual(["live_bn/moving_mean", "live_bn/moving_variance"]);
    await expectClose(movingStatistics.get("live_bn/moving_mean") as tf.Tensor, { shape: [2], data: [0.02, 0.04] });
    await expectClose(movingStatistics.get("live_bn/moving_variance") as tf.Tensor, { shape: [2], data: [0.99 + 0.01, 0.99 + 0.04] });
  });
});

describeBackends("a relu after batch normalisation", () => {
  it("gives in training what it gives as a node by itself, also where others take the normalised values", async () => {
    const network = sketch(
      node("image", "input", [], { shape: [4, 4, 5] }),
      node("first_bn", "batchNorm", ["image"]),
      node("first", "activation", ["first_bn"], { function: "relu" }),
      node("second_bn", "batchNorm", ["first"]),
      node("second", "activation", ["second_bn"], { function: "relu" }),
      node("sum", "add", ["second", "second_bn"]),
      node("last_bn", "batchNorm", ["sum"]),
      node("last", "activation", ["last_bn"], { function: "relu" }),
    );
    const tensors = onBackend(network);
    const x = pattern([3, 4, 4, 5]);
    const plain = forward(network, tensors, x, { training: true });
    // What is tapped stands by itself.
    const taps = ["first_bn", "first", "second_bn", "last_bn"];
    const tapped = forward(network, tensors, x, { training: true, taps });
    await expectClose(plain.outputs[0] as tf.Tensor, tapped.outputs[0] as tf.Tensor);
    expect([...plain.movingStatistics.keys()]).toEqual([...tapped.movingStatistics.keys()]);
    await expectClose(tapped.taps.get("first") as tf.Tensor, tf.relu(tapped.taps.get("first_bn") as tf.Tensor));
    expect((await tf.min(tapped.taps.get("first_bn") as tf.Tensor).data())[0]).toBeLessThan(0);
    await expectNoLeak(() => {
      const { outputs, movingStatistics } = forward(network, tensors, x, { training: true });
      return [...outputs, ...movingStatistics.values()];
    });
  });
});

describe("forward", () => {
  const run =
    (network: Network, inputs: Parameters<typeof forward>[2], options = {}) =>
    () =>
      forward(network, new Map(), inputs, options);
  const two = sketch(
    node("left", "input", [], { shape: [2] }),
    node("right", "input", [], { shape: [2] }),
    node("sum", "add", ["left", "right"]),
  );
  const x = (): tf.Tensor => tf.zeros([1, 4, 4, 3]);

  describeBackends(
    "refuses",
    () => {
      it("a batch of another shape", () => {
        expect(run(single([null, null, 1], "flatten"), x())).toThrow(
          '[forward] the input "image" came as [1, 4, 4, 3], expected [N, ?, ?, 1]. Give a batch of that shape.',
        );
        expect(run(single([4, 4, 3], "flatten"), tf.zeros([4, 4, 3]))).toThrow(
          '[forward] the input "image" came as [4, 4, 3], expected [N, 4, 4, 3]. Give a batch of that shape.',
        );
      });

      it("whole numbers", () => {
        expect(run(single([1], "flatten"), tf.zeros([1, 1], "int32"))).toThrow(
          '[forward] the input "image" came as int32, expected float32. Convert it with tf.cast.',
        );
      });

      it("one batch for two inputs, or different numbers of images", () => {
        expect(run(two, tf.zeros([1, 2]))).toThrow(
          '[forward] the network "sketch" has the inputs "left", "right". Pass a batch for each by its name.',
        );
        expect(run(two, { left: tf.zeros([1, 2]), right: tf.zeros([3, 2]) })).toThrow(
          '[forward] the inputs came with different numbers of images: "left" 1, "right" 3. Give as many of each.',
        );
      });

      it("images that are too small", () => {
        expect(run(single([null, null, 3], "conv", { filters: 1, kernel: [5, 5], padding: "valid" }), x())).toThrow(
          '[forward] conv "x" leaves nothing of its input [4, 4, 3]. Use a larger input.',
        );
      });

      it("a missing parameter", () => {
        expect(run(single([4, 4, 3], "conv", { filters: 1, kernel: [1, 1] }), x())).toThrow(
          '[forward] the parameter "x/kernel" is missing. Pass a tensor for each that parameterSpecs lists.',
        );
      });

      it("dropout without a seed, and a seed that is none", () => {
        expect(run(dropout, tf.ones([1, 1000]), { training: true })).toThrow(
          '[forward] dropout "x" needs a seed in training. Pass one that differs from step to step: { seed: step }.',
        );
        expect(run(dropout, tf.ones([1, 1000]), { training: true, seed: -1 })).toThrow(
          "[forward] the seed is -1. Give a whole number from 0.",
        );
      });

      it("taps and frozen nodes that are not there", () => {
        expect(run(dropout, tf.ones([1, 1000]), { taps: ["y"] })).toThrow(
          '[forward] the tap "y" is not a node of the network "sketch". Name one that is.',
        );
        expect(run(dropout, tf.ones([1, 1000]), { frozen: new Set(["y"]) })).toThrow(
          '[forward] the frozen node "y" is not a node of the network "sketch". Name one that is.',
        );
      });
    },
    ["cpu"],
  );
});
