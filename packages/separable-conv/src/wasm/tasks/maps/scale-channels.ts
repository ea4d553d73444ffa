import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { unbounded, type Range } from "../range.ts";
import { float, makeTask } from "../task.ts";
import { joinRows, piecesOf, type Rows } from "./rows.ts";

/** y = (x − centre) · factor + shift in every channel (assembly/maps/scale-channels.ts). */
export interface ChannelScale extends Rows {
  readonly x: Place;
  /** May be x. */
  readonly y: Place;
  /** Addresses of `period` values each. */
  readonly constants: { readonly centre: number; readonly factor: number; readonly shift: number };
  /** Values after which the constants begin again; a multiple of 4 and of the channels. */
  readonly period: number;
  readonly range?: Range;
}

export function planChannelScale({ x, y, constants, period, range = unbounded, ...map }: ChannelScale): PlannedTask {
  const { rows, length } = joinRows(map, x, y);
  const task = makeTask("scaleChannels", [
    ...[rows, length, x.at, x.pitch, y.at, y.pitch],
    ...[constants.centre, constants.factor, constants.shift, period],
    ...[float(range.lower), float(range.upper), piecesOf({ rows, length })],
  ]);
  return { task, scratchBytes: 0 };
}

/** The constants of C channels, repeated so that vectors of four never break off in the middle of them: the period is a multiple of 4. */
export function repeatConstants(constants: ArrayLike<number>): Float32Array {
  const times = constants.length % 4 === 0 ? 1 : constants.length % 2 === 0 ? 2 : 4;
  return Float32Array.from({ length: constants.length * times }, (_, index) => constants[index % constants.length] ?? 0);
}
