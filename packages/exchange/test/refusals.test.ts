// Models that are fine in Keras and not here, and configurations that are damaged: one sentence each, which says what to do.
import { ModelError } from "@xception/exchange";
import { describe, expect, it } from "vitest";

import { input, layer, tensor } from "./keras-file.ts";
import { errorOf, openFunctional, openLayer } from "./open-refused.ts";

const conv = { filters: 2, kernel_size: [1, 1], padding: "same" };

describe("openModel refuses a layer that", () => {
  it.each<[string, string, object, string]>([
    [
      "is of an unknown class",
      "PReLU",
      {},
      'Layer "it" is of the class PReLU, which is not supported. Supported are Functional, Sequential, InputLayer, MaxPooling2D, ',
    ],
    ["is of the user's own class", "Attention>Gate", {}, 'Layer "it" is of the class Attention>Gate, which is not supported.'],
    [
      "has channels first",
      "Conv2D",
      { ...conv, data_format: "channels_first" },
      'Layer Conv2D "it" has the data format "channels_first". Only channels_last, [batch, height, width, channels], is supported: build the model with it and copy the weights.',
    ],
    [
      "pools channels first",
      "MaxPooling2D",
      { data_format: "channels_first" },
      'Layer MaxPooling2D "it" has the data format "channels_first".',
    ],
    [
      "has groups",
      "Conv2D",
      { ...conv, groups: 4 },
      'Layer Conv2D "it" has 4 groups. Only convolutions of one group are supported; DepthwiseConv2D has one group a channel.',
    ],
    [
      "has causal padding",
      "Conv2D",
      { ...conv, padding: "causal" },
      'Layer Conv2D "it" has the padding "causal". Supported are "same" and "valid".',
    ],
    [
      "has an unknown activation",
      "Dense",
      { units: 2, activation: "mish" },
      'Layer Dense "it" has the activation "mish". Supported are linear, relu, relu6, elu, selu, leaky_relu, ',
    ],
    [
      "has an activation of the user's own",
      "Activation",
      { activation: { class_name: "function", config: "mine" } },
      'Layer Activation "it" has the activation "mine".',
    ],
    ["has a threshold", "ReLU", { threshold: 1 }, 'Layer ReLU "it" has a threshold. Only a threshold of 0 is supported.'],
    [
      "is cut off elsewhere than at 6",
      "ReLU",
      { max_value: 4 },
      'Layer ReLU "it" has max_value 4 and negative_slope 0. Supported are max_value 6 without a slope, or a slope without max_value.',
    ],
    ["takes softmax of rows", "Softmax", { axis: 1 }, 'Layer Softmax "it" works along axis 1. Only the last axis is supported.'],
    [
      "normalises rows",
      "BatchNormalization",
      { axis: 1 },
      'Layer BatchNormalization "it" works along axis 1. Only the last axis, that of channels, is supported.',
    ],
    ["normalises several axes", "Normalization", { axis: [1, 3] }, 'Layer Normalization "it" works along axis 1, 3.'],
    [
      "renormalises",
      "BatchNormalization",
      { axis: -1, renorm: true },
      'Layer BatchNormalization "it" uses batch renormalisation. Only plain batch normalisation is supported.',
    ],
    [
      "inverts a normalisation",
      "Normalization",
      { axis: -1, invert: true },
      'Layer Normalization "it" inverts the normalisation. Only the normalisation itself is supported.',
    ],
    [
      "scales each channel in its own way",
      "Rescaling",
      { scale: [1, 2, 3], offset: 0 },
      'Layer Rescaling "it" scales each channel in its own way. Use a Normalization layer for that.',
    ],
    [
      "interpolates in another way",
      "UpSampling2D",
      { interpolation: "bicubic" },
      'Layer UpSampling2D "it" interpolates by "bicubic". Supported are "nearest" and "bilinear".',
    ],
    [
      "joins rows",
      "Concatenate",
      { axis: 1 },
      'Layer Concatenate "it" joins along axis 1. Only the last axis, that of channels, is supported.',
    ],
    [
      "calls a function of TensorFlow",
      "TFOpLambda",
      { function: "image.resize" },
      'Layer TFOpLambda "it" calls TensorFlow\'s function image.resize. Use a layer of Keras in its place.',
    ],
  ])("%s", async (_what, className, config, sentence) => {
    const error = await errorOf(openLayer(className, config));
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toContain(`[openModel] ${sentence}`);
  });

  it("leaves open what depends on the size of the image", async () => {
    const layers = [input(null, null, 3), layer("Reshape", "it", { target_shape: [-1, 3] }, "image")];
    await expect(openFunctional(layers, "it")).rejects.toThrow(
      '[openModel] Layer Reshape "it" leaves an axis open that depends on the size of the image. Give the target shape in full.',
    );
  });

  it("calculates with what is no number", async () => {
    const divide = { ...layer("TrueDivide", "it", {}, "image", "image"), module: "keras.src.ops.numpy" };
    await expect(openFunctional([input(2, 2, 1), divide], "it")).rejects.toThrow(
      '[openModel] Layer TrueDivide "it" calculates (divide) with something else than a tensor and a number. Use layers such as Rescaling or Add instead.',
    );
  });

  it("shares its weights between two calls", async () => {
    const shared = {
      ...layer("Conv2D", "it", conv),
      inbound_nodes: [
        { args: [tensor("image")], kwargs: {} },
        { args: [tensor("image")], kwargs: {} },
      ],
    };
    const sum = { ...layer("Add", "sum"), inbound_nodes: [{ args: [[tensor("it", 0), tensor("it", 1)]], kwargs: {} }] };
    await expect(openFunctional([input(4, 4, 3), shared, sum], "sum")).rejects.toThrow(
      '[openModel] Layer Conv2D "it" is called 2 times with the same weights. Only layers without weights can be shared: make one layer a call.',
    );
  });
});
