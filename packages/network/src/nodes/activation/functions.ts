// Activation functions by name, with Keras 3's formulas and defaults. `alpha` is the slope or scale where a function has one.
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";

import { oneOf, type OptionRule } from "../../definition/option-rule.ts";

const geluSlope = Math.sqrt(2 / Math.PI);

// Written with min and relu, not with a comparison, so that every backend has the gradient.
const elu = (x: Tensor, alpha: number): Tensor => (alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(tf.elu(tf.minimum(x, 0)), alpha)));

const hardSigmoid = (x: Tensor, alpha: number): Tensor => tf.clipByValue(tf.add(tf.mul(x, alpha), 0.5), 0, 1);

/** The functions that a node `activation` may name, and that a convolution or dense layer may end with. */
export const functions = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x, alpha) => elu(x, alpha ?? 1),
  selu: (x) => tf.selu(x),
  leakyRelu: (x, alpha) => tf.leakyRelu(x, alpha ?? 0.3),
  sigmoid: (x) => tf.sigmoid(x),
  hardSigmoid: (x, alpha) => hardSigmoid(x, alpha ?? 1 / 6),
  tanh: (x) => tf.tanh(x),
  softmax: (x) => tf.softmax(x),
  softplus: (x) => tf.softplus(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  hardSilu: (x, alpha) => tf.mul(x, hardSigmoid(x, alpha ?? 1 / 6)),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
} as const satisfies Record<string, (x: Tensor, alpha: number | null) => Tensor>;

export type ActivationName = keyof typeof functions;

export const activationNames = Object.keys(functions) as ActivationName[];

/** GELU with tanh in place of the error function: Keras' `approximate=True`. */
export const approximateGelu = (x: Tensor): Tensor => {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), geluSlope);
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
};

/** Applies a function with its own default of `alpha`, as the option `activation` of a convolution does. */
export const activate = (x: Tensor, name: ActivationName): Tensor => functions[name](x, null);

/** The option `activation` of kinds that end with one. */
export const activationOption = (): OptionRule<ActivationName> => oneOf<ActivationName>(activationNames, "linear");
