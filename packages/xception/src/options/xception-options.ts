// Everything that may differ between two Xceptions. All of it is JSON, so that a run's record or a model's file can hold it.
import type { Strides } from "../architecture/adapt.ts";

/** How a network ends without its classifier: in the last map, or in the mean or the maximum of each of its channels. */
export type Pooling = "none" | "avg" | "max";

/** What stands after the last layer: probabilities that sum to 1, logits, or a probability for each class of its own. */
export type ClassifierActivation = "softmax" | "none" | "sigmoid";

/** All options, each with the paper's value as its default (see {@link defaultOptions}). */
export interface CompleteXceptionOptions {
  /** Name of the network. */
  readonly name: string;
  /** Image in pixels: one number for a square, [height, width], or null for any size of at least 71. */
  readonly inputSize: number | readonly [number, number] | null;
  /** Channels of the image: 3 for colour, 1 for grey. */
  readonly channels: number;
  /** Classes to tell apart. */
  readonly classes: number;
  /** Factor on the filters of every layer, rounded to the nearest multiple of 8, at least 8. */
  readonly width: number;
  /** Modules of the middle flow, each three separable convolutions. */
  readonly middleModules: number;
  /** Shortcuts around the modules (section 4.6 takes them away). */
  readonly residual: boolean;
  /** Activation between the depthwise and the pointwise step (section 4.7: none is best). */
  readonly intermediateActivation: "none" | "relu" | "elu";
  /**
   * Segments of channels that are convolved independently after a 1x1 convolution (section 1.2), in place of every separable
   * convolution: 1 is one full convolution, "channels" one segment a channel, the extreme form of figure 4. A number must divide the
   * filters of every layer. null leaves the separable convolutions as they are.
   */
  readonly segments: number | "channels" | null;
  /** Units of fully-connected ReLU layers before the classifier, such as [4096, 4096] (section 4.2, JFT). */
  readonly head: readonly number[];
  /** Share of values dropped before the classifier in training; the paper takes 0.5 on ImageNet, Keras' model has none. */
  readonly dropout: number;
  /** Whether the classifier is there. */
  readonly top: boolean;
  readonly classifierActivation: ClassifierActivation;
  /** End of a network without top. */
  readonly pooling: Pooling;
  /** Where the map is halved: "auto" by the size of the image, or the strides themselves. */
  readonly strides: Strides | "auto";
  /** Added to the variance in batch normalisation: 0.001 in Keras, 0.00001 in PyTorch. */
  readonly batchNormEpsilon: number;
  /** Border of the max-pools: "same" as TensorFlow has it, or "symmetric", one pixel on each side, as PyTorch. */
  readonly poolPadding: "same" | "symmetric";
}

/** Options of {@link buildXception}; what is left out is as in the paper. */
export type XceptionOptions = Partial<CompleteXceptionOptions>;

/** The paper's Xception for ImageNet, as Keras builds it. */
export const defaultOptions: CompleteXceptionOptions = {
  name: "xception",
  inputSize: 299,
  channels: 3,
  classes: 1000,
  width: 1,
  middleModules: 8,
  residual: true,
  intermediateActivation: "none",
  segments: null,
  head: [],
  dropout: 0,
  top: true,
  classifierActivation: "softmax",
  pooling: "none",
  strides: "auto",
  batchNormEpsilon: 0.001,
  poolPadding: "same",
};
