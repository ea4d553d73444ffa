// An image without some rows and columns at its borders. Keras' Cropping2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { borders } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";

export const cropping = defineNode("cropping", {
  options: { cropping: borders() },
  takes: image,
  shape: ([height, width, channels], { cropping: [[top, bottom], [left, right]] }) => [
    height === null ? null : height - top - bottom,
    width === null ? null : width - left - right,
    channels,
  ],
  forward(x, _parameters, { cropping: [[top, bottom], [left, right]] }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    return tf.slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
  },
});
