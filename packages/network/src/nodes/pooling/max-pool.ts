// The largest value of each channel in a window. Keras' MaxPooling2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { image } from "../../definition/takes.ts";
import { poolOptions, poolWindow } from "./pool-window.ts";
import { slide } from "../window.ts";

export const maxPool = defineNode("maxPool", {
  options: poolOptions,
  takes: image,
  shape: (input, options) => [...slide(input, poolWindow(options)), input[2]],
  forward(x, _parameters, options) {
    const { kernel, stride, padding } = poolWindow(options);
    return tf.maxPool(x as tf.Tensor4D, [...kernel], [...stride], padding);
  },
});
