// Layers that do nothing to an image when a network is used. They stay as nodes, so that every layer of the file can be asked for its values.
import type { Converter } from "./conversion.ts";

const nothing: Converter = () => ({ kind: "activation", options: { function: "linear" }, ignoresArrays: true });
const dropout: Converter = (config) => ({ kind: "dropout", options: { rate: config.number("rate") }, ignoresArrays: true });

const names = [
  ...["Identity", "ActivityRegularization", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "AlphaDropout"],
  ...["RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomElasticTransform", "RandomErasing"],
  ...["RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert", "RandomPerspective"],
  ...["RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomWidth"],
  ...["RandomZoom", "AugMix", "CutMix", "MixUp", "RandAugment"],
];

export const trainingOnlyLayers: Readonly<Record<string, Converter>> = {
  Dropout: dropout,
  ...Object.fromEntries(names.map((name) => [name, nothing])),
};
