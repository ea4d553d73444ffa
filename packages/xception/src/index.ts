export {
  figure5,
  type ActivationPlace,
  type Architecture,
  type Module,
  type Shortcut,
  type StemConvolution,
} from "./architecture/architecture.ts";
export type { Strides } from "./architecture/adapt.ts";
export { buildXception } from "./build-xception.ts";
export {
  defaultOptions,
  type ClassifierActivation,
  type CompleteXceptionOptions,
  type Pooling,
  type XceptionOptions,
} from "./options/xception-options.ts";
export { variantOptions, variants, type VariantName } from "./variants.ts";
export { MissingBackendError, OptionError, SizeError, UnsuitableModelError } from "./xception-error.ts";

export { openXception } from "./model/open-xception.ts";
export { preprocessingFor } from "./model/model-options.ts";
export { rank, toProbabilities } from "./model/predictions.ts";
export { Xception, type ClassifyOptions, type LoadOptions } from "./model/xception.ts";
export type { CanvasPixels, EncodedImage, ImageLike } from "./model/image.ts";
export type { ModelOptions } from "./model/model-options.ts";
export type { Prediction } from "./model/predictions.ts";
export type { Images } from "./model/run-images.ts";

export { kerasParameters } from "./names/keras.ts";
export { timmNames } from "./names/timm.ts";
