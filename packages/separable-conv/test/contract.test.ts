// Every convolution, on every backend: its values are its definition's, its gradients are its derivatives, and it leaves nothing behind.
import * as tf from "@tensorflow/tfjs-core";
import { depthwiseConv2d, pointwiseConv2d, segmentedConv2d, separableConv2d, type IntermediateActivation } from "@xception/separable-conv";
import { checkGradient, describeBackends, expectClose, expectNoLeak, seeded } from "@xception/testing";
import { describe, it } from "vitest";

import { cases, pointwiseCases, segmentedCases } from "./cases.ts";
import { activate, convolve, depthwise, type Numbers } from "./definition.ts";

type Operation = (...tensors: tf.Tensor4D[]) => tf.Tensor4D;

interface Contract {
  readonly shapes: readonly (readonly [number, number, number, number])[];
  readonly operation: Operation;
  readonly definition: (...numbers: Numbers[]) => Numbers;
  readonly activation?: IntermediateActivation | undefined;
}

const numbersOf = async (tensor: tf.Tensor): Promise<Numbers> => ({ shape: tensor.shape, data: await tensor.data() });

const inputs = (shapes: Contract["shapes"]): tf.Tensor4D[] => shapes.map((shape, index) => seeded<tf.Rank.R4>([...shape], 40 + index));

/** A step of a difference must not cross relu's kink: the image is positive, and the filters before the relu have one sign a channel. */
function inputsClearOfKinks(shapes: Contract["shapes"]): tf.Tensor4D[] {
  return shapes.map((shape, index) => {
    const positive = seeded<tf.Rank.R4>([...shape], 40 + index, 0.2, 1);
    if (index !== 1) return positive;
    // The channel that the filter gives: M of them lie together for a depthwise filter of M = 1, all O for a mixing one.
    const [channels, filters] = [shape[2], shape[3]];
    const signs = Array.from({ length: channels * filters }, (_, place) => ((filters === 1 ? place : place % filters) % 2 === 0 ? 1 : -1));
    return tf.mul(positive, tf.tensor4d(signs, [1, 1, channels, filters]));
  });
}

function holds({ shapes, operation, definition, activation }: Contract): () => Promise<void> {
  return async () => {
    const tensors = inputs(shapes);
    await expectClose(operation(...tensors), definition(...(await Promise.all(tensors.map(numbersOf)))));
    const smooth = activation === "relu" ? inputsClearOfKinks(shapes) : tensors;
    await checkGradient(operation as (...args: tf.Tensor[]) => tf.Tensor, smooth);
    await expectNoLeak(() => operation(...tensors));
    await expectNoLeak(() => tf.tidy(() => tf.grads(operation as (...args: tf.Tensor[]) => tf.Tensor)(tensors)));
  };
}

describeBackends("the definition, the gradients and no leak", () => {
  describe("separableConv2d", () => {
    for (const { name, image, kernel, multiplier = 1, options = {} } of cases) {
      const activation = options.intermediateActivation;
      const contract: Contract = {
        shapes: [image, [...kernel, image[3], multiplier], [1, 1, image[3] * multiplier, 5]],
        operation: (x, spatial, mixing) => separableConv2d(x, spatial, mixing, options),
        definition: (x, spatial, mixing) => convolve(activate(depthwise(x, spatial, options), activation), mixing),
        activation,
      };
      it(`hold for ${name}`, holds(contract));
    }
  });

  describe("depthwiseConv2d", () => {
    for (const { name, image, kernel, multiplier = 1, options = {} } of cases) {
      if (options.intermediateActivation) continue;
      const contract: Contract = {
        shapes: [image, [...kernel, image[3], multiplier]],
        operation: (x, filter) => depthwiseConv2d(x, filter, options),
        definition: (x, filter) => depthwise(x, filter, options),
      };
      it(`hold for ${name}`, holds(contract));
    }
  });

  describe("pointwiseConv2d", () => {
    for (const { name, image, filters, stride } of pointwiseCases) {
      const contract: Contract = {
        shapes: [image, [1, 1, image[3], filters]],
        operation: (x, filter) => pointwiseConv2d(x, filter, { stride }),
        definition: (x, filter) => convolve(x, filter, { stride }),
      };
      it(`hold for ${name}`, holds(contract));
    }
  });

  describe("segmentedConv2d", () => {
    for (const { name, image, kernel, mixed, filters, segments, options = {} } of segmentedCases) {
      const activation = options.intermediateActivation;
      const contract: Contract = {
        shapes: [image, [1, 1, image[3], mixed], [...kernel, mixed / segments, filters]],
        operation: (x, mixing, spatial) => segmentedConv2d(x, mixing, spatial, options),
        definition: (x, mixing, spatial) => convolve(activate(convolve(x, mixing), activation), spatial, options, segments),
        activation,
      };
      it(`hold for ${name}`, holds(contract));
    }
  });
});
