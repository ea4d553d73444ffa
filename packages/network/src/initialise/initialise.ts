// The first values of a network's parameters.
import { parameterSpecs } from "../analysis/parameter-specs.ts";
import type { ShapeOptions } from "../analysis/infer-shapes.ts";
import type { ParameterSpec } from "../definition/parameter-spec.ts";
import type { Network } from "../network.ts";
import type { NetworkParameters } from "../parameter-array.ts";
import { countValues } from "../shape.ts";
import { glorotLimit } from "./glorot-limit.ts";
import { createRandom, mixSeed } from "./random.ts";
import { requireSeed } from "./require-seed.ts";

export interface InitialiseOptions extends ShapeOptions {
  /** A whole number from 0; the same one gives the same values on every platform. */
  readonly seed: number;
}

/**
 * Kernels from Glorot's uniform distribution within Keras' limits, biases and shifts 0, scales 1.
 *
 * A parameter's values depend on the seed, its name and its shape only: they stay when other nodes come or go.
 *
 * @throws InputError for another seed, NetworkError where shapes do not fit
 */
export function initialise(network: Network, { seed, ...options }: InitialiseOptions): NetworkParameters {
  requireSeed("initialise", seed);
  const specs = parameterSpecs(network, options);
  return new Map([...specs].map(([name, spec]) => [name, { shape: spec.shape, data: fill(spec, mixSeed(seed, name)) }]));
}

function fill({ shape, initialiser }: ParameterSpec, seed: number): Float32Array {
  const data = new Float32Array(countValues(shape) ?? 0);
  if (initialiser === "zeros") return data;
  if (initialiser === "ones") return data.fill(1);
  const random = createRandom(seed);
  const limit = glorotLimit(shape);
  for (let index = 0; index < data.length; index += 1) data[index] = (2 * random() - 1) * limit;
  return data;
}
