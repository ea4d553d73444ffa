// Weights and images that need no file: the values of golden/pattern.py, from a hash of name and position.
import { parameterSpecs, type Network, type ParameterArray } from "@xception/network";

/** Values in [middle - reach, middle + reach): FNV-1a of the name is the seed, MurmurHash3's finaliser mixes it with the position. */
export function pattern(name: string, shape: readonly number[], middle: number, reach: number): ParameterArray {
  let seed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) seed = Math.imul(seed ^ byte, 0x01000193);
  const data = new Float32Array(shape.reduce((count, size) => count * size, 1));
  for (let i = 0; i < data.length; i++) {
    let h = (seed + Math.imul(i, 0x9e3779b9)) | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    data[i] = middle + reach * ((h >>> 0) / 2 ** 31 - 1);
  }
  return { shape, data };
}

/** The images that the golden answers are for: [N, size, size, channels], values in [-1, 1). */
export const patternImage = (size: number, images = 1, channels = 3): ParameterArray =>
  pattern("image", [images, size, size, channels], 0, 1);

/** Names, shapes, and whether all values are those of `expected`: the matchers of vitest take seconds for a million numbers. */
export const compared = (
  found: ReadonlyMap<string, ParameterArray>,
  expected: ReadonlyMap<string, ParameterArray>,
): [string, string, boolean][] =>
  [...found]
    .map(([name, { shape, data }]): [string, string, boolean] => {
      const wanted = expected.get(name)?.data;
      return [name, String(shape), wanted?.length === data.length && wanted.every((value, index) => value === data[index])];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The largest difference; NaN where one has no partner. */
export function largestDifference(found: ArrayLike<number>, expected: readonly number[]): number {
  return found.length === expected.length ? Math.max(...expected.map((value, index) => Math.abs(value - (found[index] ?? NaN)))) : NaN;
}

/** Middle and reach of an array by its role in its layer, as golden/pattern.py has them. `inputs` is what one output is a sum of. */
export function roleOf(role: string, inputs: number): readonly [middle: number, reach: number] {
  if (role === "gamma") return [0.6, 0.1];
  if (role === "moving_variance") return [1, 0.5];
  if (role === "depthwise_kernel") return [0, Math.sqrt(3 / 9)];
  return role.endsWith("kernel") ? [0, Math.sqrt(6 / inputs)] : [0, 0.2];
}

/** Every parameter of a network, patterned. */
export function patternParameters(network: Network): Map<string, ParameterArray> {
  return new Map(
    [...parameterSpecs(network)].map(([name, { parameter, shape }]) => {
      const inputs = shape.slice(0, -1).reduce((count, size) => count * size, 1);
      return [name, pattern(name, shape, ...roleOf(parameter, inputs))];
    }),
  );
}
