import * as tf from "@tensorflow/tfjs-core";

/** Activations that TensorFlow.js' fused operations take, by name. */
const activations: Readonly<Record<string, (x: tf.Tensor, weights?: tf.Tensor, leakyReluAlpha?: number) => tf.Tensor>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  sigmoid: (x) => tf.sigmoid(x),
  leakyrelu: (x, _, alpha) => tf.leakyRelu(x, alpha),
  prelu: (x, weights) => tf.prelu(x, weights ?? 0),
};

/** @throws Error for an activation that this backend does not know */
export function applyActivation(x: tf.Tensor, activation = "linear", weights?: tf.Tensor, leakyReluAlpha?: number): tf.Tensor {
  const apply = activations[activation];
  if (apply) return apply(x, weights, leakyReluAlpha);
  throw new Error(
    `[tensorflow] activation came as "${activation}", expected one of ${Object.keys(activations).join(", ")}. Apply it as an operation of its own.`,
  );
}
