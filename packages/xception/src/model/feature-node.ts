// Where the features of a network are: the values of its global pooling, or, where it has none, its last map.
import type { Network } from "@xception/network";

export interface FeatureNode {
  readonly name: string;
  /** True where the node gives a map [H, W, C], whose mean over H and W is still to be taken. */
  readonly isMap: boolean;
}

/** @param rankOf  how many axes the values of a node have for one image */
export function findFeatures(network: Network, rankOf: (name: string) => number): FeatureNode | undefined {
  const pooling = network.nodes.findLast(({ kind }) => kind === "globalAveragePool" || kind === "globalMaxPool");
  if (pooling) return { name: pooling.name, isMap: rankOf(pooling.name) === 3 };
  const map = network.nodes.findLast(({ name }) => rankOf(name) === 3);
  return map && { name: map.name, isMap: true };
}

/** The mean of each channel. @param shape [N, H, W, C] @returns [N, C] */
export function poolMap(shape: readonly number[], data: Float32Array): Float32Array {
  const [images = 0, height = 0, width = 0, channels = 0] = shape;
  const places = height * width;
  const pooled = new Float32Array(images * channels);
  for (let image = 0; image < images; image++) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let place = 0; place < places; place++) sum += data[(image * places + place) * channels + channel] as number;
      pooled[image * channels + channel] = sum / places;
    }
  }
  return pooled;
}
