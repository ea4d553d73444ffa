// Values and gradients are those of TensorFlow itself, on every backend (test/golden says how they were made).
import { readFile } from "node:fs/promises";

import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, depthwiseConv2d, separableConv2d, type ConvOptions } from "@xception/separable-conv";
import { describeBackends, expectClose } from "@xception/testing";
import { it } from "vitest";

interface Listed {
  readonly shape: number[];
  readonly values: number[];
}

interface GoldenCase {
  readonly name: string;
  readonly op: keyof typeof operations;
  readonly options: ConvOptions & { readonly epsilon?: number };
  readonly inputs: Readonly<Record<string, Listed>>;
  readonly output: Listed;
  readonly dy: Listed;
  readonly gradients: Readonly<Record<string, Listed>>;
}

type Operation = (...tensors: tf.Tensor[]) => tf.Tensor;

const operations = {
  depthwiseConv2d:
    (options: GoldenCase["options"]): Operation =>
    (x, filter) =>
      depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, options),
  separableConv2d:
    (options: GoldenCase["options"]): Operation =>
    (x, depthwise, pointwise) =>
      separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, options),
  batchNorm:
    ({ epsilon }: GoldenCase["options"]): Operation =>
    (x, gamma, beta) => {
      const [scale, offset] = [gamma as tf.Tensor1D, beta as tf.Tensor1D];
      const moving = { movingMean: tf.zeros<tf.Rank.R1>(scale.shape), movingVariance: tf.ones<tf.Rank.R1>(scale.shape) };
      return batchNorm.training(x as tf.Tensor4D, { ...moving, scale, offset, epsilon }).y;
    },
};

const { cases } = JSON.parse(await readFile(new URL("golden/tensorflow.json", import.meta.url), "utf8")) as { cases: GoldenCase[] };

const tensorOf = ({ shape, values }: Listed): tf.Tensor => tf.tensor(values, shape, "float32");

// Tighter than the table on webgpu: the sums of these small cases have few terms.
const closeness = { tolerance: 1e-5 };

describeBackends("agrees with TensorFlow", () => {
  for (const { name: title, op, options, inputs, output, dy, gradients } of cases) {
    it(`in ${title}`, async () => {
      const operation = operations[op](options);
      const tensors = Object.values(inputs).map(tensorOf);
      await expectClose(operation(...tensors), { shape: output.shape, data: output.values }, closeness);
      const ours = tf.grads(operation)(tensors, tensorOf(dy));
      for (const [index, name] of Object.keys(inputs).entries()) {
        const expected = gradients[name] as Listed;
        await expectClose(ours[index] as tf.Tensor, { shape: expected.shape, data: expected.values }, closeness);
      }
    });
  }
});
