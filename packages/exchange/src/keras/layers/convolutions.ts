// Conv2D, DepthwiseConv2D, SeparableConv2D and Dense.
import type { Json } from "@xception/network";

import type { LayerConfig } from "../graph/layer-config.ts";
import { activationOption } from "./activations.ts";
import { requireChannelsLast } from "./channels-last.ts";
import type { Conversion, Converter } from "./conversion.ts";

/** The options that all convolutions share, and what ends them. */
function windowOf(config: LayerConfig, kerasMajor: number): { options: Record<string, Json> } & Pick<Conversion, "then"> {
  requireChannelsLast(config);
  const { option, ...then } = activationOption(config, kerasMajor);
  const options = {
    kernel: config.pair("kernel_size"),
    stride: config.pair("strides", [1, 1]),
    padding: paddingOf(config),
    dilation: config.pair("dilation_rate", [1, 1]),
    bias: config.flag("use_bias", true),
    activation: option,
  };
  return { options, ...then };
}

/** "same" or "valid". */
export function paddingOf(config: LayerConfig): string {
  const padding = config.text("padding", "valid").toLowerCase();
  if (padding === "same" || padding === "valid") return padding;
  throw config.refuse(`has the padding "${padding}"`, `Supported are "same" and "valid".`);
}

const withBias = (arrays: readonly string[], config: LayerConfig): readonly string[] =>
  config.flag("use_bias", true) ? [...arrays, "bias"] : arrays;

const conv: Converter = (config, { kerasMajor }) => {
  const groups = config.count("groups", 1);
  if (groups !== 1)
    throw config.refuse(
      `has ${String(groups)} groups`,
      "Only convolutions of one group are supported; DepthwiseConv2D has one group a channel.",
    );
  const { options, ...then } = windowOf(config, kerasMajor);
  return { kind: "conv", options: { filters: config.count("filters"), ...options }, arrays: withBias(["kernel"], config), ...then };
};

const depthwiseConv: Converter = (config, { kerasMajor }) => {
  const { options, ...then } = windowOf(config, kerasMajor);
  return {
    kind: "depthwiseConv",
    options: { ...options, multiplier: config.count("depth_multiplier", 1) },
    arrays: withBias(["depthwise_kernel"], config),
    ...then,
  };
};

const separableConv: Converter = (config, { kerasMajor }) => {
  const { options, ...then } = windowOf(config, kerasMajor);
  return {
    kind: "separableConv",
    options: { filters: config.count("filters"), ...options, multiplier: config.count("depth_multiplier", 1) },
    arrays: withBias(["depthwise_kernel", "pointwise_kernel"], config),
    ...then,
  };
};

const dense: Converter = (config, { kerasMajor }) => {
  const { option, ...then } = activationOption(config, kerasMajor);
  const options = { units: config.count("units"), bias: config.flag("use_bias", true), activation: option };
  return { kind: "dense", options, arrays: withBias(["kernel"], config), ...then };
};

export const convolutionLayers: Readonly<Record<string, Converter>> = {
  Conv2D: conv,
  Convolution2D: conv,
  DepthwiseConv2D: depthwiseConv,
  SeparableConv2D: separableConv,
  SeparableConvolution2D: separableConv,
  Dense: dense,
};
