// Tensors that are the same on every backend and in every run: made on the host, from a small generator of our own.
import * as tf from "@tensorflow/tfjs-core";

/** Uniform numbers of [0, 1) from a seed (a 32-bit counter, scrambled). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Uniform numbers of [low, high). */
export function seeded<Shape extends tf.Rank>(shape: tf.ShapeMap[Shape], seed: number, low = -1, high = 1): tf.Tensor<Shape> {
  const random = seededRandom(seed);
  const data = Float32Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random());
  return tf.tensor(data, shape, "float32");
}

/** The house's test pattern, which other languages make as easily: element i is ((i · 2654435761) mod 2³²) / 2³¹ − 1. */
export function pattern<Shape extends tf.Rank>(shape: tf.ShapeMap[Shape]): tf.Tensor<Shape> {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => (Math.imul(index, 2654435761) >>> 0) / 2 ** 31 - 1);
  return tf.tensor(data, shape, "float32");
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
