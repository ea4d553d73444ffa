// A checkpoint: all that a training needs to go on as if it had never stopped. It is a safetensors file: arrays under parameters/, averages/
// and slots/, and JSON in the metadata, so that any reader of that format can look into it.
import type { Network } from "@xception/network";

import type { Position } from "../loop/position.ts";
import type { SessionConfiguration } from "../session/session-options.ts";
import type { SessionState } from "../session/session-state.ts";

export interface Checkpoint {
  readonly network: Network;
  /** How it was trained; the seed with it. */
  readonly configuration: SessionConfiguration;
  /** With the progress of schedules. */
  readonly state: SessionState;
  /** Where in the data to go on: `startAt` of `fit`. */
  readonly position: Position;
}

/** What the metadata's `format` says, with the version of the layout. */
export const checkpointFormat = "xception-checkpoint-1";

/** The folders of the arrays, which are also keys of a state. */
export const arrayFolders = ["parameters", "averages", "slots"] as const;
