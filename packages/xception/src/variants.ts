// Named sets of options: the paper's experiments, networks that others published weights for, and a small one to train at once.
import { OptionError } from "./xception-error.ts";
import type { XceptionOptions } from "./options/xception-options.ts";

/** Every variant by its name; each is buildXception's options, to be overridden as wanted. */
export const variants = {
  /** Figure 5 for ImageNet, as Keras builds it. */
  xception: {},
  /** Section 4.6, figure 9: no shortcuts. */
  "xception-no-residual": { residual: false },
  /** Section 4.7, figure 10: ReLU between the depthwise and the pointwise step. */
  "xception-relu": { intermediateActivation: "relu" },
  /** Section 4.7, figure 10: ELU between the depthwise and the pointwise step. */
  "xception-elu": { intermediateActivation: "elu" },
  /** Section 4.2, figure 7: 17,000 classes, several of them true of one image. */
  "xception-jft": { classes: 17_000, classifierActivation: "sigmoid" },
  /** Section 4.2, figure 8: the same with two fully-connected layers before the classifier. */
  "xception-jft-fc": { classes: 17_000, classifierActivation: "sigmoid", head: [4096, 4096] },
  /** Section 1.2: the channels in one segment, a 1x1 and then a full convolution in place of every separable one. */
  "xception-one-segment": { segments: 1 },
  /** Section 1.2: four segments, about as many as an Inception module has. */
  "xception-four-segments": { segments: 4 },
  /** As PyTorch runs the published weights (timm's legacy_xception): another epsilon, and max-pools with a border on each side. */
  "xception-timm": { batchNormEpsilon: 0.00001, poolPadding: "symmetric" },
  /** 28x28 grey digits. */
  "xception-mnist": {
    inputSize: 28,
    channels: 1,
    classes: 10,
    width: 1 / 16,
    middleModules: 1,
    strides: { stem: 2, entry: [2, 1, 1], exit: 2 },
  },
} as const satisfies Record<string, XceptionOptions>;

export type VariantName = keyof typeof variants;

/**
 * The options of a variant, each under the variant's own name.
 *
 * @throws OptionError where there is no such variant, with the list of all
 *
 * @example
 * buildXception({ ...variantOptions("xception-mnist"), middleModules: 2 })
 */
export function variantOptions(name: string): XceptionOptions {
  if (!Object.hasOwn(variants, name)) {
    throw new OptionError(`[variantOptions] there is no variant "${name}". The variants are ${Object.keys(variants).join(", ")}.`);
  }
  return { ...variants[name as VariantName], name };
}
