// BatchNormalization, Normalization, Rescaling.
import type { LayerConfig } from "../graph/layer-config.ts";
import type { ConversionContext, Converter } from "./conversion.ts";

/** Keras 2 wraps the axis into a list and counts it from the batch. */
function requireLastAxis(config: LayerConfig, { inputShape }: ConversionContext): void {
  const axes = config.numbers("axis");
  // 3 can only be the channels of an image; other positive numbers depend on what comes in.
  const last = axes.length === 1 && (axes[0] === -1 || axes[0] === 3 || axes[0] === inputShape().length);
  if (!last) throw config.refuse(`works along axis ${axes.join(", ")}`, "Only the last axis, that of channels, is supported.");
}

const batchNorm: Converter = (config, context) => {
  requireLastAxis(config, context);
  if (config.flag("renorm", false)) throw config.refuse("uses batch renormalisation", "Only plain batch normalisation is supported.");
  const [scale, center] = [config.flag("scale", true), config.flag("center", true)];
  return {
    kind: "batchNorm",
    options: { epsilon: config.number("epsilon", 0.001), momentum: config.number("momentum", 0.99), scale, center },
    arrays: [...(scale ? ["gamma"] : []), ...(center ? ["beta"] : []), "moving_mean", "moving_variance"],
  };
};

/** Its statistics are in the configuration when they were given, in arrays when they were measured. */
const normalization: Converter = (config, context) => {
  requireLastAxis(config, context);
  if (config.flag("invert", false)) throw config.refuse("inverts the normalisation", "Only the normalisation itself is supported.");
  const given = (config.value("mean") ?? null) !== null;
  if (given) return { kind: "normalization", options: { mean: config.numbers("mean"), variance: config.numbers("variance") } };
  return {
    kind: "normalization",
    // Stands in until the arrays are known.
    options: { mean: [0], variance: [1] },
    // The count of values seen while measuring is of no use afterwards.
    arrays: ["mean", "variance", "count"],
    constants: (arrays) => ({ mean: [...(arrays.get("mean") ?? [])], variance: [...(arrays.get("variance") ?? [])] }),
  };
};

const rescaling: Converter = (config) => {
  const [scale, offset] = [config.numbers("scale"), config.numbers("offset")];
  if (scale.length !== 1 || offset.length !== 1)
    throw config.refuse("scales each channel in its own way", "Use a Normalization layer for that.");
  return { kind: "rescaling", options: { scale: scale[0] ?? 1, offset: offset[0] ?? 0 } };
};

export const normalisationLayers: Readonly<Record<string, Converter>> = {
  BatchNormalization: batchNorm,
  BatchNormalizationV1: batchNorm,
  BatchNormalizationV2: batchNorm,
  SyncBatchNormalization: batchNorm,
  Normalization: normalization,
  Rescaling: rescaling,
};
