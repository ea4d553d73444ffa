import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { unbounded, type Range } from "../range.ts";
import { float, makeTask } from "../task.ts";
import { joinRows, piecesOf, type Rows } from "./rows.ts";

/** Functions of one value, as assembly/maps/activations.ts numbers them; 0 stands for a range. */
const numbers = {
  elu: 1,
  selu: 2,
  leakyRelu: 3,
  sigmoid: 4,
  hardSigmoid: 5,
  tanh: 6,
  softplus: 7,
  silu: 8,
  hardSilu: 9,
  gelu: 10,
  geluByTanh: 11,
} as const;

/** A function of one value that is more than a range. */
export type FunctionName = keyof typeof numbers;

/** Values held in a range or given to a function (assembly/maps/activate.ts). */
export interface Activation extends Rows {
  readonly x: Place;
  /** May be x. */
  readonly y: Place;
  readonly range?: Range;
  readonly function?: FunctionName;
  /** Slope or scale of elu, leakyRelu, hardSigmoid and hardSilu. */
  readonly alpha?: number;
}

export function planActivation({ x, y, range = unbounded, function: name, alpha = 0, ...map }: Activation): PlannedTask {
  const { rows, length } = joinRows(map, x, y);
  const task = makeTask("activate", [
    ...[rows, length, x.at, x.pitch, y.at, y.pitch],
    ...[name === undefined ? 0 : numbers[name], float(alpha), float(range.lower), float(range.upper)],
    piecesOf({ rows, length }),
  ]);
  return { task, scratchBytes: 0 };
}
