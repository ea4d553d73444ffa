// Functions of several tensors, element by element; where one was broadcast, its gradient is summed back to its shape.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf, type Attributes } from "../gradient-of.ts";
import { sumTo } from "../sum-to.ts";

type Derivative = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor, attributes: Attributes) => tf.Tensor;

const ofTwo = (kernelName: string, byA: Derivative, byB: Derivative): tf.GradConfig =>
  gradientOf(kernelName, { inputs: ["a", "b"] }, (dy, saved, attributes) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return { a: () => sumTo(a.shape, byA(dy, a, b, attributes)), b: () => sumTo(b.shape, byB(dy, a, b, attributes)) };
  });

const where = (condition: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.mul(dy, tf.cast(condition, "float32"));

const addN: tf.GradConfig = {
  kernelName: tf.AddN,
  saveAllInputs: true,
  gradFunc: (dy, saved) => Object.fromEntries(saved.map((_, index) => [index, () => tf.clone(dy as tf.Tensor)])),
};

const select = gradientOf(tf.Select, { inputs: ["condition"] }, (dy, [saved]) => {
  const condition = saved as tf.Tensor;
  return {
    condition: () => tf.zeros(condition.shape),
    t: () => where(condition, dy),
    e: () => where(tf.logicalNot(condition), dy),
  };
});

export const functionsOfSeveral: readonly tf.GradConfig[] = [
  ofTwo(
    tf.Add,
    (dy) => dy,
    (dy) => dy,
  ),
  ofTwo(
    tf.Sub,
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  ofTwo(
    tf.Multiply,
    (dy, _, b) => tf.mul(dy, b),
    (dy, a) => tf.mul(dy, a),
  ),
  ofTwo(
    tf.RealDiv,
    (dy, _, b) => tf.div(dy, b),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  ofTwo(
    tf.SquaredDifference,
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  ),
  // Where both are equal the first has it all, as in TensorFlow.
  ofTwo(
    tf.Maximum,
    (dy, a, b) => where(tf.greaterEqual(a, b), dy),
    (dy, a, b) => where(tf.less(a, b), dy),
  ),
  ofTwo(
    tf.Minimum,
    (dy, a, b) => where(tf.lessEqual(a, b), dy),
    (dy, a, b) => where(tf.greater(a, b), dy),
  ),
  // With respect to the exponent only where the base is positive: elsewhere the function is not differentiable.
  ofTwo(
    tf.Pow,
    (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.pow(a, b), tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a))))),
  ),
  addN,
  select,
];
