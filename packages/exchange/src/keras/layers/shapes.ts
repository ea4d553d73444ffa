// Layers that move values about: pooling, padding, cropping, up-sampling, flattening, and the input.
import { WeightsError } from "@xception/weights";

import { requireChannelsLast } from "./channels-last.ts";
import type { Converter } from "./conversion.ts";
import { paddingOf } from "./convolutions.ts";

const input: Converter = (config) => {
  const shape = config.value("batch_shape") ?? config.value("batch_input_shape");
  if (!Array.isArray(shape) || shape.length < 2) {
    throw new WeightsError(
      `[openModel] Layer ${config.layer} has no shape. Save the model after it was built, such as by model.build((None, 299, 299, 3)).`,
    );
  }
  return { kind: "input", options: { shape: shape.slice(1) as number[] } };
};

const pool =
  (kind: string): Converter =>
  (config) => {
    requireChannelsLast(config);
    const size = config.pair("pool_size", [2, 2]);
    return { kind, options: { size, stride: config.pair("strides", size), padding: paddingOf(config) } };
  };

const globalPool =
  (kind: string): Converter =>
  (config) => {
    requireChannelsLast(config);
    return { kind, options: { keepDimensions: config.flag("keepdims", false) } };
  };

const flatten: Converter = (config) => {
  requireChannelsLast(config);
  return { kind: "flatten", options: {} };
};

const reshape: Converter = (config, { inputShape }) => {
  const target = config.numbers("target_shape");
  if (!target.includes(-1)) return { kind: "reshape", options: { shape: target } };
  const values = inputShape().reduce<number | null>((count, size) => (count === null || size === null ? null : count * size), 1);
  const known = target.filter((size) => size !== -1).reduce((count, size) => count * size, 1);
  if (values === null) throw config.refuse("leaves an axis open that depends on the size of the image", "Give the target shape in full.");
  return { kind: "reshape", options: { shape: target.map((size) => (size === -1 ? values / known : size)) } };
};

const zeroPadding: Converter = (config) => {
  requireChannelsLast(config);
  return { kind: "zeroPadding", options: { padding: config.borders("padding") } };
};

const cropping: Converter = (config) => {
  requireChannelsLast(config);
  return { kind: "cropping", options: { cropping: config.borders("cropping") } };
};

const upSampling: Converter = (config) => {
  requireChannelsLast(config);
  const interpolation = config.text("interpolation", "nearest");
  if (interpolation !== "nearest" && interpolation !== "bilinear") {
    throw config.refuse(`interpolates by "${interpolation}"`, `Supported are "nearest" and "bilinear".`);
  }
  return { kind: "upSampling", options: { size: config.pair("size", [2, 2]), interpolation } };
};

export const shapeLayers: Readonly<Record<string, Converter>> = {
  InputLayer: input,
  MaxPooling2D: pool("maxPool"),
  MaxPool2D: pool("maxPool"),
  AveragePooling2D: pool("averagePool"),
  AvgPool2D: pool("averagePool"),
  GlobalMaxPooling2D: globalPool("globalMaxPool"),
  GlobalMaxPool2D: globalPool("globalMaxPool"),
  GlobalAveragePooling2D: globalPool("globalAveragePool"),
  GlobalAvgPool2D: globalPool("globalAveragePool"),
  Flatten: flatten,
  Reshape: reshape,
  ZeroPadding2D: zeroPadding,
  Cropping2D: cropping,
  UpSampling2D: upSampling,
};
