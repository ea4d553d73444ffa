// Rows and columns of zeros around an image. Keras' ZeroPadding2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { borders } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";

export const zeroPadding = defineNode("zeroPadding", {
  options: { padding: borders() },
  takes: image,
  shape: ([height, width, channels], { padding: [[top, bottom], [left, right]] }) => [
    height === null ? null : height + top + bottom,
    width === null ? null : width + left + right,
    channels,
  ],
  forward: (x, _parameters, { padding: [vertical, horizontal] }) => tf.pad(x, [[0, 0], [...vertical], [...horizontal], [0, 0]]),
});
