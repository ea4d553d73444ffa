// The small models of golden/ and what Keras answered; see golden/README.md.
import { readFile } from "node:fs/promises";

/** What Keras answered to the pattern of the model's input shape. */
export interface Answer {
  readonly input: readonly [number, number, number, number];
  readonly layers: readonly (readonly [name: string, className: string])[];
  readonly parameters: number;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly data: readonly number[] }[];
}

const folder = new URL("golden/", import.meta.url);

export async function goldenBlob(name: string): Promise<Blob> {
  return new Blob([await readFile(new URL(name, folder))]);
}

export async function answersOf(keras: string): Promise<Readonly<Record<string, Answer>>> {
  const text = await readFile(new URL(`${keras}-answers.json`, folder), "utf8");
  return (JSON.parse(text) as { models: Record<string, Answer> }).models;
}

/** Element i is ((i * 2654435761) mod 2^32) / 2^31 - 1. */
export function pattern<Shape extends readonly number[]>(shape: Shape): { shape: Shape; data: Float32Array } {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length }, (_, index) => (Math.imul(index, 2654435761) >>> 0) / 2 ** 31 - 1) };
}

/** The largest difference between two lists of numbers of the same length. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  return Array.from(expected, (value, index) => Math.abs(value - (actual[index] ?? NaN))).reduce((a, b) => Math.max(a, b), 0);
}
