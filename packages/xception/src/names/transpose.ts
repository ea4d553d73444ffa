import type { ParameterArray } from "@xception/network";

/** An array with its axes in another order: axis `a` of the result is axis `order[a]` of what came. */
export function transpose({ shape, data }: ParameterArray, order: readonly number[]): ParameterArray {
  if (order.every((axis, position) => axis === position)) return { shape, data };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const turned = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 0);
  const result = new Float32Array(data.length);
  const position = turned.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] as number;
    // Counts up like an odometer, the last axis fastest.
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      const step = steps[axis] as number;
      position[axis] = (position[axis] as number) + 1;
      from += step;
      if ((position[axis] as number) < (turned[axis] as number)) break;
      from -= step * (turned[axis] as number);
      position[axis] = 0;
    }
  }
  return { shape: turned, data: result };
}
