// The mean of each channel in a window; padding does not count. Keras' AveragePooling2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { image } from "../../definition/takes.ts";
import { slide } from "../window.ts";
import { poolOptions, poolWindow } from "./pool-window.ts";

export const averagePool = defineNode("averagePool", {
  options: poolOptions,
  takes: image,
  shape: (input, options) => [...slide(input, poolWindow(options)), input[2]],
  forward(x, _parameters, options) {
    const { kernel, stride, padding } = poolWindow(options);
    return tf.avgPool(x as tf.Tensor4D, [...kernel], [...stride], padding);
  },
});
