// A larger image: every value repeated, or bilinear between pixel centres. Keras' UpSampling2D.
// By matrix products with constant matrices, not by TensorFlow.js' resizing, whose gradient kernels know nothing of pixel centres.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { oneOf, pair } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";
import { interpolationMatrix } from "./interpolation-matrix.ts";

export const upSampling = defineNode("upSampling", {
  options: { size: pair([2, 2]), interpolation: oneOf(["nearest", "bilinear"], "nearest") },
  takes: image,
  shape: ([height, width, channels], { size }) => [
    height === null ? null : height * size[0],
    width === null ? null : width * size[1],
    channels,
  ],
  forward(x, _parameters, { size: [vertical, horizontal], interpolation }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const rows = tf.matMul(interpolationMatrix(height, vertical, interpolation), tf.reshape(x, [batch, height, width * channels]));
    const columns = tf.reshape(rows, [batch * height * vertical, width, channels]);
    const y = tf.matMul(interpolationMatrix(width, horizontal, interpolation), columns);
    return tf.reshape(y, [batch, height * vertical, width * horizontal, channels]);
  },
});
