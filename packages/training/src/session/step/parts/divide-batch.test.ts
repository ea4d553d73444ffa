import { expect, it } from "vitest";

import { divideBatch } from "./divide-batch.ts";

const input = (size: number) => ({
  images: { shape: [size, 1, 1, 2], data: Float32Array.from({ length: 2 * size }, (_, index) => index) },
  targets: Float32Array.from({ length: size }, (_, index) => 10 * index),
  rate: 0.1,
  step: 3,
  seed: 7,
});

it("divides a batch in its order into parts that differ by one image at most", () => {
  expect(divideBatch(input(5), 3).map(({ images, targets }) => [images.shape, [...images.data], [...targets]])).toEqual([
    [
      [2, 1, 1, 2],
      [0, 1, 2, 3],
      [0, 10],
    ],
    [
      [2, 1, 1, 2],
      [4, 5, 6, 7],
      [20, 30],
    ],
    [[1, 1, 1, 2], [8, 9], [40]],
  ]);
});

it("leaves a batch whole in one part, with its seed, and gives no empty parts", () => {
  expect(divideBatch(input(4), 1)).toEqual([input(4)]);
  expect(divideBatch(input(2), 3).map(({ images }) => images.shape[0])).toEqual([1, 1]);
});

it("gives each part another seed", () => {
  const seeds = divideBatch(input(4), 4).map(({ seed }) => seed);
  expect(seeds[0]).toBe(7);
  expect(new Set(seeds).size).toBe(4);
});
