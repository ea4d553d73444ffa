import type { ParameterArray } from "@xception/network";
import type { NamedArray } from "@xception/weights";

/** An array of a file as a parameter: float32, whatever the file has. */
export function toParameter({ shape, data }: NamedArray): ParameterArray {
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>, Number) };
}
