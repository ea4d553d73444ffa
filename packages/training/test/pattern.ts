// The numbers that golden/make_goldens.py makes, without storing them.
import type { ParameterArray } from "@xception/network";

/** As `pattern` of golden/make_goldens.py; `half` and `plus` follow. */
export function pattern(shape: readonly number[], multiplier: number, factor = 1, plus = 0): ParameterArray {
  const count = shape.reduce((size, axis) => size * axis, 1);
  const raw = Float32Array.from({ length: count }, (_, index) => ((index * index * 7 + index * multiplier) % 997) / 500 - 0.997);
  return { shape, data: raw.map((value) => Math.fround(value * factor) + plus) };
}
