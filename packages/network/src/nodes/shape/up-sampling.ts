// A larger image: every value repeated, or bilinear between pixel centres. Keras' UpSampling2D.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { oneOf, pair } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";

export const upSampling = defineNode("upSampling", {
  options: { size: pair([2, 2]), interpolation: oneOf(["nearest", "bilinear"], "nearest") },
  takes: image,
  shape: ([height, width, channels], { size }) => [
    height === null ? null : height * size[0],
    width === null ? null : width * size[1],
    channels,
  ],
  forward(x, _parameters, { size, interpolation }) {
    const [, height, width] = x.shape as [number, number, number, number];
    const target: [number, number] = [height * size[0], width * size[1]];
    return interpolation === "nearest"
      ? tf.image.resizeNearestNeighbor(x as tf.Tensor4D, target, false, true)
      : tf.image.resizeBilinear(x as tf.Tensor4D, target, false, true);
  },
});
