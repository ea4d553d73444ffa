// What golden/keras.json holds; see golden/README.md.
import type { Network, NodeOptions } from "@xception/network";

import keras from "./golden/keras.json";

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Golden {
  readonly glorot: readonly { readonly shape: readonly number[]; readonly limit: number }[];
  readonly activations: { readonly x: Values; readonly cases: readonly { readonly options: NodeOptions; readonly y: Values }[] };
  readonly mixed: {
    readonly network: Network;
    readonly count: { readonly total: number; readonly nonTrainable: number };
    readonly parameters: Readonly<Record<string, Values>>;
    readonly input: Values;
    readonly inference: Readonly<Record<string, Values>>;
    readonly training: Readonly<Record<string, Values>>;
    readonly moved: Readonly<Record<string, Values>>;
  };
  readonly random: readonly { readonly seed: number; readonly name: string; readonly numbers: readonly number[] }[];
}

export const golden = keras as unknown as Golden;

/** As the package takes arrays. */
export const onHost = ({ shape, data }: Values): { shape: readonly number[]; data: Float32Array } => ({
  shape,
  data: Float32Array.from(data),
});
