import type { ParameterArray } from "@xception/network";
import type { NamedArray } from "@xception/weights";

/** An array of a file as a network takes it: float32. */
export const toParameter = ({ shape, data }: NamedArray): ParameterArray => ({
  shape,
  data: data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>, Number),
});
