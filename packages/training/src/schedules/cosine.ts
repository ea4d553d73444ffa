// Half a cosine from the initial rate to the final one, where it then stays. Loshchilov and Hutter, SGDR, without restarts.
import { progressIn, type Progress, type ScheduleUnit } from "./progress.ts";

export interface Cosine {
  readonly kind: "cosine";
  readonly initial: number;
  /** Default 0. */
  readonly final?: number;
  /** Where the final rate is reached, counted from the start of training. */
  readonly until: number;
  readonly unit: ScheduleUnit;
}

export function cosineRate({ initial, final = 0, until, unit }: Cosine, progress: Progress): number {
  const done = Math.min(1, progressIn(unit, progress) / until);
  return final + ((initial - final) * (1 + Math.cos(Math.PI * done))) / 2;
}
