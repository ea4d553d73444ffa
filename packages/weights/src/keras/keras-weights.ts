// What a Keras file holds, whichever of Keras' three layouts it has.
import type { NamedArray } from "../named-array.ts";

/** The arrays of one layer in the order in which Keras keeps them, trainable ones first. */
export interface KerasLayer {
  /** The layer's name; undefined in files of Keras 3 before 3.5, which do not say it. */
  readonly name: string | undefined;
  readonly arrays: readonly { readonly name: string; readonly array: NamedArray }[];
}

/** The content of a Keras file. */
export interface KerasFile {
  /**
   * How `layers` is keyed. `named`: by layer name, as Keras 2 files and Keras 3's .h5 do; the arrays of a nested model are all under its
   * name. `positional`: by class and count in order within the model, such as `layers/conv2d_1` or `layers/functional/layers/dense`;
   * TensorFlow 2.12 and 2.13 say `_layer_checkpoint_dependencies` for `layers` and count each layer that has arrays twice.
   */
  readonly layout: "named" | "positional";
  readonly layers: ReadonlyMap<string, KerasLayer>;
  /** The model's configuration as parsed JSON; undefined when the file holds weights only. */
  readonly config: unknown;
  /** Such as "2.15.0" or "3.3.3"; undefined when the file does not say. */
  readonly kerasVersion: string | undefined;
}
