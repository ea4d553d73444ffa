/** @typedef {import("@xception/network").ParameterArray} ParameterArray */

/**
 * The axes of an array in another order, as NumPy's transpose: of [H, W, C, O], the order [3, 2, 0, 1] makes [O, C, H, W].
 *
 * @param {ParameterArray} array
 * @param {readonly [number, number, number, number]} order
 * @returns {ParameterArray}
 */
export function transpose({ shape, data }, order) {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const [a = 0, b = 0, c = 0, d = 0] = order.map((axis) => shape[axis]);
  const [sa = 0, sb = 0, sc = 0, sd = 0] = order.map((axis) => strides[axis]);
  const moved = new Float32Array(data.length);
  let at = 0;
  for (let i = 0; i < a; i += 1)
    for (let j = 0; j < b; j += 1)
      for (let k = 0; k < c; k += 1) for (let l = 0; l < d; l += 1) moved[at++] = data[i * sa + j * sb + k * sc + l * sd] ?? NaN;
  return { shape: [a, b, c, d], data: moved };
}
