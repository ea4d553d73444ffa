// Ctrl-C: the first ends the training after the step that is under way, so that a checkpoint can be written; the second leaves at once, which
// a checkpoint survives, since it is only ever replaced by a whole one.
import type { InterruptStatus, Streams } from "../terminal/streams.ts";

export interface Interruption {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The exit status of the interruption, once there was one. */
  readonly status: () => InterruptStatus | undefined;
  /** From here on a Ctrl-C finds nothing that has to be finished, and leaves at once. */
  readonly nothingToSave: () => void;
  /** Gives Ctrl-C its usual meaning again. */
  readonly end: () => void;
}

/** @param say  prints a line */
export function watchInterruption({ onInterrupt, leave }: Streams, say: (line: string) => void): Interruption {
  const controller = new AbortController();
  let came: InterruptStatus | undefined;
  let saving = true;
  const end = onInterrupt((status) => {
    if (came !== undefined || !saving) {
      leave(status);
      return;
    }
    came = status;
    say("stopping: the step is finished and a checkpoint written. Ctrl-C again leaves at once.");
    controller.abort();
  });
  return {
    signal: controller.signal,
    status: () => came,
    nothingToSave: () => {
      saving = false;
    },
    end,
  };
}
