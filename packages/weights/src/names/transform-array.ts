// Changes of layout between frameworks, such as PyTorch's kernels [O, C, kh, kw] to TensorFlow's [kh, kw, C, O].
import type { NamedArray } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import type { Transform } from "./name-map.ts";

/**
 * Changes the layout of one array.
 *
 * @param name  for the error
 * @throws WeightsError when the array does not have the axes that the transform speaks of
 *
 * @example
 * transformArray("fc.weight", { dtype: "float32", shape: [10, 2048], data }, { transpose: [1, 0] }).shape // => [2048, 10]
 */
export function transformArray(name: string, array: NamedArray, transform: Transform): NamedArray {
  const { shape } = array;
  if ("squeeze" in transform) {
    if (shape[transform.squeeze] !== 1) throw unfit(name, shape, `an axis ${String(transform.squeeze)} of size 1`);
    return { ...array, shape: shape.toSpliced(transform.squeeze, 1) };
  }
  if ("expand" in transform) {
    if (transform.expand > shape.length) throw unfit(name, shape, `at least ${String(transform.expand)} axes`);
    return { ...array, shape: shape.toSpliced(transform.expand, 0, 1) };
  }
  const { transpose } = transform;
  const isOrder = transpose.length === shape.length && new Set(transpose).size === shape.length && transpose.every((axis) => axis in shape);
  if (!isOrder) throw unfit(name, shape, `the axes ${transpose.join(", ")}`);
  return permute(array, transpose);
}

function permute(array: NamedArray, order: readonly number[]): NamedArray {
  const strides = array.shape.map((_, axis) => array.shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const shape = order.map((axis) => array.shape[axis] ?? 0);
  const steps = order.map((axis) => strides[axis] ?? 0);
  const result = { ...array, shape, data: array.data.slice() } as NamedArray;
  // 64-bit integers move as all other values do; the loop only copies.
  const [source, target] = [array.data as Float32Array, result.data as Float32Array];
  const position = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < target.length; to++) {
    target[to] = source[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [next, size, step] = [(position[axis] as number) + 1, shape[axis] as number, steps[axis] as number];
      from += step;
      position[axis] = next;
      if (next < size) break;
      from -= step * size;
      position[axis] = 0;
    }
  }
  return result;
}

function unfit(name: string, shape: readonly number[], expected: string): WeightsError {
  return new WeightsError(
    `[applyNameMap] ${JSON.stringify(name)} has the shape [${shape.join(", ")}]; ${expected} were expected. Check that the file belongs to the map.`,
  );
}
