// How far training has come: all that a schedule may look at.

/** What has been done before the step that is to come. */
export interface Progress {
  /** Updates of the parameters. */
  readonly step: number;
  /** Passes over the data; 1.5 in the middle of the second. */
  readonly epoch: number;
  /** Images seen. */
  readonly samples: number;
}

/** In what a schedule counts. */
export type ScheduleUnit = "steps" | "epochs" | "samples";

const places = { steps: "step", epochs: "epoch", samples: "samples" } as const satisfies Record<ScheduleUnit, keyof Progress>;

/** Progress in one unit. */
export function progressIn(unit: ScheduleUnit, progress: Progress): number {
  return progress[places[unit]];
}
