import type { Pixels } from "@xception/preprocessing";

import type { Classification } from "../engine/protocol.ts";

/** What those who show results need of the rest of the page. */
export interface ResultContext {
  /** Asks the engine; nothing while no model is open. */
  readonly classify: (image: Blob | Pixels) => Promise<Classification> | undefined;
  /** The names of the classes as they are now. */
  readonly labels: () => readonly string[] | undefined;
  readonly failed: (error: unknown) => void;
  readonly announce: (sentence: string) => void;
}
