// A Keras model as its configuration describes it, in one form for Keras 2 and 3, Functional and Sequential.
import type { LayerConfig } from "./layer-config.ts";

/** One of the outputs of one call of a layer. */
export interface TensorReference {
  readonly layer: string;
  readonly call: number;
}

/** What a layer was called with: tensors and, for arithmetic, numbers. */
export type Operand = TensorReference | number;

export interface KerasLayer {
  readonly name: string;
  /** Such as `Conv2D`; `Functional` and `Sequential` for nested models. */
  readonly className: string;
  readonly config: LayerConfig;
  /** False when the layer, or the model around it, was frozen. */
  readonly trainable: boolean;
  readonly calls: readonly (readonly Operand[])[];
  /** The model inside, when this is a nested model. */
  readonly model?: KerasModel;
}

export interface KerasModel {
  readonly name: string;
  readonly className: string;
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly TensorReference[];
  readonly outputs: readonly TensorReference[];
}
