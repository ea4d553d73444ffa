// The learning rate falls by a factor at regular distances: the schedule of both experiments of the paper, §4.2.
import { progressIn, type Progress, type ScheduleUnit } from "./progress.ts";

export interface StepDecay {
  readonly kind: "stepDecay";
  readonly initial: number;
  readonly factor: number;
  /** Distance between two falls. */
  readonly every: number;
  readonly unit: ScheduleUnit;
}

export function stepDecayRate({ initial, factor, every, unit }: StepDecay, progress: Progress): number {
  return initial * factor ** Math.floor(progressIn(unit, progress) / every);
}
