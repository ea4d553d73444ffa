// A linear rise in front of any schedule: the rate is multiplied by a factor that grows from `from` to 1.
// The schedule behind it counts from the start of training too, so that what it says of an epoch holds with and without a warm-up.
import { progressIn, type Progress, type ScheduleUnit } from "./progress.ts";
import type { Schedule } from "./schedule.ts";

export interface WarmUp {
  readonly kind: "warmUp";
  /** Where the factor reaches 1. */
  readonly until: number;
  readonly unit: ScheduleUnit;
  /** The first factor; default 0, so that the very first step changes nothing. */
  readonly from?: number;
  readonly then: Schedule;
}

export function warmUpFactor({ until, unit, from = 0 }: WarmUp, progress: Progress): number {
  return from + (1 - from) * Math.min(1, progressIn(unit, progress) / until);
}
