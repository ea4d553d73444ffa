// What becomes of a Keras layer: one node, or two where the layer ends with an activation that its node cannot hold.
import type { NodeOptions } from "@xception/network";

import type { LayerConfig } from "../graph/layer-config.ts";

export interface NodeForm {
  readonly kind: string;
  readonly options: NodeOptions;
}

export interface Conversion extends NodeForm {
  /** Names of the arrays in Keras' order. They become the node's parameters, unless `constants` makes options of them. */
  readonly arrays?: readonly string[];
  /** Options made of the arrays' values. */
  readonly constants?: (arrays: ReadonlyMap<string, Float32Array>) => NodeOptions;
  /** True when the file may hold arrays that matter in training only. */
  readonly ignoresArrays?: boolean;
  /** An activation that follows. */
  readonly then?: NodeForm;
}

/** What a converter may ask about the place of its layer. */
export interface ConversionContext {
  /** 2 or 3: some defaults changed. */
  readonly kerasMajor: number;
  /** The shape that comes in, without the batch; null where a size is open. */
  readonly inputShape: () => readonly (number | null)[];
  /** What the layer is called with: a number, or undefined in the place of a tensor. */
  readonly operands: readonly (number | undefined)[];
}

/** @throws ModelError when the layer does something that no node does, WeightsError when its configuration is damaged */
export type Converter = (config: LayerConfig, context: ConversionContext) => Conversion;
