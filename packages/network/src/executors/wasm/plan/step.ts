import type { Place, PlannedTask } from "@xception/separable-conv/engine";

import type { Room, View } from "./map-value.ts";

/** Gives the address of what has been placed. */
export type FindPlace = (view: View) => Place;

/** One task before its maps have addresses. */
export interface Step {
  /** All that it reads or writes. */
  readonly rooms: readonly Room[];
  readonly plan: (find: FindPlace) => PlannedTask;
}
