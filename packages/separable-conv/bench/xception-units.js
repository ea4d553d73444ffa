// The distinct units of Xception at 299 px, as TensorFlow.js operations: what Figure 5 of the paper expands to, batch normalisation folded in.
import * as tf from "@tensorflow/tfjs-core";

/**
 * @typedef {object} Unit
 * @property {string} name
 * @property {number} times  how often the network has it
 * @property {readonly [number, number, number]} input  [H, W, C]
 * @property {number} multiplyAdds  for one image; comparisons and sums of pooling are none
 * @property {readonly (readonly number[])[]} weights  their shapes
 * @property {(x: tf.Tensor4D, weights: readonly tf.Tensor[]) => tf.Tensor} run
 */

/** @param {string} name @param {number} map @param {readonly [number, number]} channels  in, out @param {{ kernel: number, stride?: number, pad?: "same" | "valid", activation?: tf.fused.Activation }} options @returns {Unit} */
function convolution(name, map, [channels, filters], { kernel, stride = 1, pad = "same", activation = "relu" }) {
  const out = pad === "same" ? Math.ceil(map / stride) : Math.ceil((map - kernel + 1) / stride);
  return {
    name,
    times: 1,
    input: [map, map, channels],
    multiplyAdds: out * out * filters * channels * kernel * kernel,
    weights: [[kernel, kernel, channels, filters], [filters]],
    run: (x, [filter, bias]) =>
      tf.fused.conv2d({
        x,
        filter: /** @type {tf.Tensor4D} */ (filter),
        bias: /** @type {tf.Tensor1D} */ (bias),
        strides: stride,
        pad,
        activation,
      }),
  };
}

/** A separable convolution and its ReLU. @param {number} times @param {number} map @param {readonly [number, number]} channels  in, out @returns {Unit} */
function separable(times, map, [channels, filters]) {
  return {
    name: "separable convolution",
    times,
    input: [map, map, channels],
    multiplyAdds: map * map * channels * (9 + filters),
    weights: [[3, 3, channels, 1], [1, 1, channels, filters], [filters]],
    run: (x, [depthwise, pointwise, bias]) =>
      tf.fused.conv2d({
        x: tf.depthwiseConv2d(x, /** @type {tf.Tensor4D} */ (depthwise), 1, "same"),
        filter: /** @type {tf.Tensor4D} */ (pointwise),
        bias: /** @type {tf.Tensor1D} */ (bias),
        strides: 1,
        pad: "same",
        activation: "relu",
      }),
  };
}

/** @param {number} map @param {number} channels @returns {Unit} */
const maxPool = (map, channels) => ({
  name: "max-pool 3x3, stride 2",
  times: 1,
  input: [map, map, channels],
  multiplyAdds: 0,
  weights: [],
  run: (x) => tf.maxPool(x, 3, 2, "same"),
});

/** @param {number} map @param {readonly [number, number]} channels */
const shortcut = (map, channels) => convolution("shortcut 1x1, stride 2", map, channels, { kernel: 1, stride: 2, activation: "linear" });

/** @param {number} times @param {number} map @param {number} channels @returns {Unit} */
const relu = (times, map, channels) => ({
  name: "ReLU before a module",
  times,
  input: [map, map, channels],
  multiplyAdds: 0,
  weights: [],
  run: (x) => tf.relu(x),
});

/** A module and what went around it. @param {number} times @param {number} map @param {number} channels @returns {Unit} */
const sum = (times, map, channels) => ({
  name: "sum with the shortcut",
  times,
  input: [map, map, channels],
  multiplyAdds: 0,
  weights: [[1, map, map, channels]],
  run: (x, others) => tf.add(x, others[0] ?? x),
});

/** @type {readonly Unit[]} */
export const units = [
  convolution("stem 3x3, stride 2", 299, [3, 32], { kernel: 3, stride: 2, pad: "valid" }),
  convolution("stem 3x3", 149, [32, 64], { kernel: 3, pad: "valid" }),
  separable(1, 147, [64, 128]),
  separable(1, 147, [128, 128]),
  maxPool(147, 128),
  shortcut(147, [64, 128]),
  sum(1, 74, 128),
  relu(1, 74, 128),
  separable(1, 74, [128, 256]),
  separable(1, 74, [256, 256]),
  maxPool(74, 256),
  shortcut(74, [128, 256]),
  sum(1, 37, 256),
  relu(1, 37, 256),
  separable(1, 37, [256, 728]),
  separable(1, 37, [728, 728]),
  maxPool(37, 728),
  shortcut(37, [256, 728]),
  // Eight modules of three in the middle flow, and the first of the exit flow.
  separable(25, 19, [728, 728]),
  relu(9, 19, 728),
  sum(9, 19, 728),
  separable(1, 19, [728, 1024]),
  maxPool(19, 1024),
  shortcut(19, [728, 1024]),
  sum(1, 10, 1024),
  separable(1, 10, [1024, 1536]),
  separable(1, 10, [1536, 2048]),
  { name: "mean of the map", times: 1, input: [10, 10, 2048], multiplyAdds: 0, weights: [], run: (x) => tf.mean(x, [1, 2]) },
  convolution("classifier", 1, [2048, 1000], { kernel: 1, activation: "linear" }),
];
