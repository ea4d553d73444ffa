// One schedule after another. Each counts from the start of training.
import { progressIn, type Progress, type ScheduleUnit } from "./progress.ts";
import type { Schedule } from "./schedule.ts";

export interface Piecewise {
  readonly kind: "piecewise";
  readonly unit: ScheduleUnit;
  /** In rising order of `until`, where a piece ends. */
  readonly pieces: readonly { readonly until: number; readonly schedule: Schedule }[];
  /** After the last piece. */
  readonly then: Schedule;
}

export function pieceAt({ pieces, unit, then }: Piecewise, progress: Progress): Schedule {
  const at = progressIn(unit, progress);
  return pieces.find(({ until }) => at < until)?.schedule ?? then;
}
