import type { PlannedTask } from "../convolve.ts";
import type { Place } from "../place.ts";
import { makeTask } from "../task.ts";
import type { Rows } from "./rows.ts";

/** Each row becomes e^x over their sum (assembly/maps/softmax.ts). */
export interface Softmax extends Rows {
  readonly x: Place;
  /** May be x. */
  readonly y: Place;
}

export const planSoftmax = ({ rows, length, x, y }: Softmax): PlannedTask => ({
  task: makeTask("softmax", [rows, length, x.at, x.pitch, y.at, y.pitch]),
  scratchBytes: 0,
});
