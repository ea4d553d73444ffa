// The largest value of each channel in a window; padding is never the largest. Keras' MaxPooling2D.
// With a border in pixels instead of "same" or "valid" it is PyTorch's MaxPool2d: `padding=1` is [[1, 1], [1, 1]]. On an even map, stride 2,
// that is not "same", which has its one odd pixel at the bottom right only, so that all its windows lie one pixel further.
import * as tf from "@tensorflow/tfjs-core";

import { defineNode } from "../../definition/define-node.ts";
import { NodeProblem } from "../../definition/node-problem.ts";
import { borders, either, type Pair } from "../../definition/option-rule.ts";
import { image } from "../../definition/takes.ts";
import type { ImageShape, Size } from "../../shape.ts";
import { padding, slide } from "../window.ts";
import { poolOptions, poolWindow } from "./pool-window.ts";

type Borders = readonly [vertical: Pair, horizontal: Pair];

export const maxPool = defineNode("maxPool", {
  options: { ...poolOptions, padding: either(padding(), borders()) },
  takes: image,
  shape(input, { padding: border, ...options }) {
    if (typeof border === "string") return [...slide(input, poolWindow({ ...options, padding: border })), input[2]];
    checkNarrower(border, options.size);
    return [...slide(surround(input, border), poolWindow({ ...options, padding: "valid" })), input[2]];
  },
  forward(x, _parameters, { padding: border, ...options }) {
    const { kernel, stride } = poolWindow({ ...options, padding: "valid" });
    if (typeof border === "string") return tf.maxPool(x as tf.Tensor4D, [...kernel], [...stride], border);
    const [[top, bottom], [left, right]] = border;
    const pad: Parameters<typeof tf.maxPool>[3] = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    return tf.maxPool(x as tf.Tensor4D, [...kernel], [...stride], pad, "floor");
  },
});

function checkNarrower(border: Borders, size: Pair): void {
  if (border.every((sides, axis) => Math.max(...sides) < (size[axis] ?? 0))) return;
  throw new NodeProblem(
    `has a border of ${JSON.stringify(border)} around windows of ${JSON.stringify(size)}. Make it narrower than the window, or some windows see nothing.`,
  );
}

function surround([height, width, channels]: ImageShape, [vertical, horizontal]: Borders): ImageShape {
  const wider = (size: Size, [before, after]: Pair): Size => (size === null ? null : size + before + after);
  return [wider(height, vertical), wider(width, horizontal), channels];
}
