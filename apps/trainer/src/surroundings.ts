import type { ExitStatus } from "./terminal/exit-status.ts";
import type { Streams } from "./terminal/streams.ts";

/** What every command gets. */
export interface Surroundings {
  readonly streams: Streams;
  /** Ends the command with another status than 0 although it did what it could. */
  readonly endWith: (status: ExitStatus) => void;
}
