// The form of a gradient: what is kept of the forward pass, and one closure an input, so that only what is asked for is computed.
import type * as tf from "@tensorflow/tfjs-core";

/** Attributes as TensorFlow.js hands them on; each gradient knows those of its kernel. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Names of inputs to keep, and whether to keep the output, which then stands last in `saved`. */
export interface Kept {
  readonly inputs?: readonly string[];
  readonly output?: boolean;
}

export type Gradient = (dy: tf.Tensor, saved: readonly tf.Tensor[], attributes: Attributes) => Record<string, () => tf.Tensor>;

/** A gradient in the form of TensorFlow.js' registry, for a kernel of one output. */
export function gradientOf(kernelName: string, { inputs = [], output = false }: Kept, gradient: Gradient): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [...inputs],
    outputsToSave: [output],
    gradFunc: (dy, saved, attributes) => gradient(dy as tf.Tensor, saved, attributes),
  };
}
