import type { Network } from "../network.ts";
import { countValues } from "../shape.ts";
import type { ShapeOptions } from "./infer-shapes.ts";
import { parameterSpecs } from "./parameter-specs.ts";

/** Values in a network's parameters. */
export interface ParameterCount {
  readonly total: number;
  /** Those that follow a gradient. */
  readonly trainable: number;
  /** Those that follow the data: moving averages. */
  readonly nonTrainable: number;
}

/**
 * Counts the values of all parameters, as the paper's table 3 (trainable) and Keras' summary (total) do.
 *
 * @example
 * countParameters(xception) // => { total: 22_910_480, trainable: 22_855_952, nonTrainable: 54_528 }
 */
export function countParameters(network: Network, options: ShapeOptions = {}): ParameterCount {
  return sumParameters(parameterSpecs(network, options).values());
}

/** Sums up parameters that are listed already. */
export function sumParameters(specs: Iterable<{ readonly shape: readonly number[]; readonly trainable: boolean }>): ParameterCount {
  let trainable = 0;
  let nonTrainable = 0;
  for (const spec of specs) {
    const values = countValues(spec.shape) ?? 0;
    if (spec.trainable) trainable += values;
    else nonTrainable += values;
  }
  return { total: trainable + nonTrainable, trainable, nonTrainable };
}
