import { expect, it } from "vitest";

import { snakeCase } from "./snake-case.ts";

// As keras.src.utils.naming.to_snake_case of Keras 3.15 gives them.
it.each([
  ["Conv2D", "conv2d"],
  ["SeparableConv2D", "separable_conv2d"],
  ["DepthwiseConv2D", "depthwise_conv2d"],
  ["BatchNormalization", "batch_normalization"],
  ["ReLU", "re_lu"],
  ["LeakyReLU", "leaky_re_lu"],
  ["PReLU", "p_re_lu"],
  ["ELU", "elu"],
  ["MaxPooling2D", "max_pooling2d"],
])("writes %s as Keras does: %s", (className, name) => {
  expect(snakeCase(className)).toBe(name);
});
