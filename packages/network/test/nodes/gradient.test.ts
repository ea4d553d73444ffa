// Every kind hands gradients on to its inputs and to its trainable parameters.
import * as tf from "@tensorflow/tfjs-core";
import { forward, parameterSpecs, type NodeOptions } from "@xception/network";
import { checkGradient, describeBackends, seeded } from "@xception/testing";
import { it } from "vitest";

import { networkOf } from "./kind-case.ts";

interface GradientCase {
  readonly kind: string;
  readonly options?: NodeOptions;
  /** Shapes of the inputs, batch first. */
  readonly inputs: readonly (readonly number[])[];
  readonly training?: boolean;
  /** It has kinks: the check must not step over one. */
  readonly kinks?: boolean;
}

const map = [2, 5, 4, 4];
const layer = (kind: string, options: NodeOptions, shape: readonly number[] = map): GradientCase => ({ kind, options, inputs: [shape] });
const activation = (name: string, options: NodeOptions = {}): GradientCase => ({
  ...layer("activation", { function: name, ...options }, [2, 6]),
  kinks: true,
});
const merge = (kind: string, ...inputs: number[][]): GradientCase => ({ kind, inputs });

const cases: readonly GradientCase[] = [
  layer("conv", { filters: 3, kernel: [3, 3], stride: [2, 2], activation: "tanh" }),
  layer("conv", { filters: 2, kernel: [2, 2], dilation: [2, 2] }),
  layer("depthwiseConv", { kernel: [3, 2], multiplier: 2, padding: "valid", activation: "sigmoid" }),
  layer("depthwiseConv", { kernel: [2, 2], dilation: [2, 1] }),
  layer("separableConv", { filters: 3, kernel: [3, 3], intermediateActivation: "elu" }),
  layer("separableConv", { filters: 3, kernel: [3, 3], stride: [2, 2], multiplier: 2 }),
  layer("segmentedConv", { filters: 4, kernel: [3, 3], segments: 2 }),
  layer("dense", { units: 3, activation: "softplus" }),
  layer("dense", { units: 3 }, [3, 5]),
  layer("batchNorm", {}),
  { ...layer("batchNorm", {}), training: true },
  { ...layer("batchNorm", { scale: false, center: false }), training: true },
  { ...layer("dropout", { rate: 0.5 }, [2, 6]), training: true },
  layer("normalization", { mean: [1], variance: [4] }, [2, 6]),
  layer("rescaling", { scale: 3, offset: 1 }, [2, 6]),
  ...["elu", "selu", "sigmoid", "tanh", "softmax", "softplus", "silu", "gelu", "hardSilu", "hardSigmoid", "relu", "relu6"].map((name) =>
    activation(name),
  ),
  activation("elu", { alpha: 0.5 }),
  activation("leakyRelu", { alpha: 0.2 }),
  activation("gelu", { approximate: true }),
  layer("averagePool", { size: [3, 3], stride: [2, 2] }),
  { ...layer("maxPool", { size: [3, 3], stride: [2, 2] }, [1, 5, 4, 2]), kinks: true },
  layer("globalAveragePool", {}),
  { ...layer("globalMaxPool", {}), kinks: true },
  layer("flatten", {}),
  layer("reshape", { shape: [8, 10] }),
  layer("zeroPadding", {
    padding: [
      [1, 0],
      [0, 2],
    ],
  }),
  layer("cropping", {
    cropping: [
      [1, 0],
      [0, 2],
    ],
  }),
  layer("upSampling", { size: [2, 3] }),
  layer("upSampling", { size: [2, 2], interpolation: "bilinear" }),
  merge("add", [2, 3, 3, 2], [2, 3, 3, 2], [2, 3, 3, 2]),
  merge("multiply", [2, 3, 3, 2], [2, 1, 1, 2]),
  merge("average", [2, 4], [2, 4]),
  { ...merge("maximum", [2, 4], [2, 4]), kinks: true },
  merge("subtract", [2, 4], [2, 4]),
  merge("concatenate", [2, 2, 2, 1], [2, 2, 2, 3]),
];

/**
 * Values that stay on their side of every kink of relu, pooling and maximum while the check takes its step of 0.02:
 * multiples of 0.1, each its own, shuffled, and moved away from 0.
 */
function spaced(shape: readonly number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const keys = seeded([size], seed).dataSync<"float32">();
  const order = Array.from({ length: size }, (_, index) => index).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  return tf.tensor(
    order.map((rank) => (rank - size / 2 + 0.45) * 0.1),
    [...shape],
  );
}

describeBackends(
  "the gradient",
  () => {
    it.each(cases)("of $kind $options reaches inputs and trainable parameters", async (gradientCase) => {
      const { kind, options = {}, inputs, training = false, kinks = false } = gradientCase;
      const placeholders = inputs.map((shape) => ({ shape, data: [] }));
      const network = networkOf({ title: "", kind, options, inputs: placeholders, expected: { shape: [], data: [] } });
      const specs = [...parameterSpecs(network)];
      const trained = specs.filter(([, spec]) => spec.trainable);
      const statistics = specs.filter(([, spec]) => !spec.trainable).map(([name, { shape }]) => [name, tf.ones([...shape])] as const);
      const run = (...tensors: tf.Tensor[]): tf.Tensor => {
        const batch = Object.fromEntries(inputs.map((_, index) => [String.fromCharCode(97 + index), tensors[index] as tf.Tensor]));
        const parameters = trained.map(([name], index) => [name, tensors[inputs.length + index] as tf.Tensor] as const);
        return forward(network, new Map([...statistics, ...parameters]), batch, { training, seed: 1 }).outputs[0] as tf.Tensor;
      };
      const values = inputs.map((shape, index) => (kinks ? spaced(shape, index + 4) : seeded([...shape], index + 4)));
      const weights = trained.map(([, { shape }], index) => seeded([...shape], 10 + index));
      await checkGradient(run, [...values, ...weights]);
    });
  },
  ["cpu", "wasm"],
);
