// Functions of one tensor, a line each: dx in terms of dy and of x or, where it is enough, of y, which the next operation keeps anyway.
import * as tf from "@tensorflow/tfjs-core";

import { ReluGrad } from "../../kernels/registry/kernel-names.ts";
import { hasKernel, runKernel } from "../../kernels/registry/run-kernel.ts";
import { gradientOf, type Attributes } from "../gradient-of.ts";

type Derivative = (dy: tf.Tensor, saved: tf.Tensor, attributes: Attributes) => tf.Tensor;

const fromInput = (kernelName: string, derivative: Derivative): tf.GradConfig =>
  gradientOf(kernelName, { inputs: ["x"] }, (dy, [x], attributes) => ({ x: () => derivative(dy, x as tf.Tensor, attributes) }));

const fromOutput = (kernelName: string, derivative: Derivative): tf.GradConfig =>
  gradientOf(kernelName, { output: true }, (dy, [y], attributes) => ({ x: () => derivative(dy, y as tf.Tensor, attributes) }));

const alone = (kernelName: string, derivative: (dy: tf.Tensor) => tf.Tensor): tf.GradConfig =>
  gradientOf(kernelName, {}, (dy) => ({ x: () => derivative(dy) }));

/** dy where the condition holds, elsewhere 0. */
const where = (condition: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.mul(dy, tf.cast(condition, "float32"));

// The fixed point of self-normalising networks (Klambauer et al. 2017), as TensorFlow.js' Selu has it.
const seluScale = 1.0507009873554805;
const seluAlpha = 1.7580993408473768;

/** From y and not from x, as TensorFlow.js has it: y is kept by what follows, so x can go. */
export const reluGradient = fromOutput(tf.Relu, (dy, y) => (hasKernel(ReluGrad) ? runKernel(ReluGrad, { dy, y }) : tf.mul(dy, tf.step(y))));

export const functionsOfOne: readonly tf.GradConfig[] = [
  // activations
  fromOutput(tf.Relu6, (dy, y) => where(tf.logicalAnd(tf.greater(y, 0), tf.less(y, 6)), dy)),
  fromInput(tf.LeakyRelu, (dy, x, { alpha }) => tf.mul(dy, tf.step(x, alpha as number))),
  fromOutput(tf.Elu, (dy, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1))),
  fromOutput(tf.Selu, (dy, y) => tf.where(tf.greater(y, 0), tf.mul(dy, seluScale), tf.mul(dy, tf.add(y, seluAlpha)))),
  fromOutput(tf.Sigmoid, (dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  fromOutput(tf.Tanh, (dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  fromInput(tf.Softplus, (dy, x) => tf.mul(dy, tf.sigmoid(x))),
  // exponents and roots
  fromOutput(tf.Exp, (dy, y) => tf.mul(dy, y)),
  fromInput(tf.Log, (dy, x) => tf.div(dy, x)),
  fromInput(tf.Log1p, (dy, x) => tf.div(dy, tf.add(x, 1))),
  fromOutput(tf.Sqrt, (dy, y) => tf.div(dy, tf.mul(y, 2))),
  fromOutput(tf.Rsqrt, (dy, y) => tf.mul(dy, tf.mul(tf.pow(y, 3), -0.5))),
  fromInput(tf.Square, (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  fromOutput(tf.Reciprocal, (dy, y) => tf.neg(tf.mul(dy, tf.square(y)))),
  fromInput(tf.Erf, (dy, x) => tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI)))),
  // signs and limits
  alone(tf.Neg, (dy) => tf.neg(dy)),
  fromInput(tf.Abs, (dy, x) => tf.mul(dy, tf.sign(x))),
  fromInput(tf.ClipByValue, (dy, x, { clipValueMin, clipValueMax }) =>
    where(tf.logicalAnd(tf.greaterEqual(x, clipValueMin as number), tf.lessEqual(x, clipValueMax as number)), dy),
  ),
  ...[tf.Step, tf.Sign, tf.Round, tf.Floor, tf.Ceil].map((flat) => alone(flat, (dy) => tf.zerosLike(dy))),
  // the same values
  alone(tf.Cast, (dy) => tf.clone(dy)),
  alone(tf.Identity, (dy) => tf.clone(dy)),
];
