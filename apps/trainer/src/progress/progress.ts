// Progress of a long piece of work, on stderr: a bar where that is a terminal, else a plain line every few seconds, so that a log stays
// readable and still shows that the work is alive.
import type { Streams } from "../terminal/streams.ts";
import { drawBar, type ProgressState } from "./draw-bar.ts";

/** Milliseconds between two drawings; a terminal is not read faster, and a log is not to be filled. */
const terminalInterval = 100;
const plainInterval = 5_000;

export interface Progress {
  /** Shows the state if the last drawing is long enough ago; `now` draws it in any case. */
  readonly show: (state: ProgressState, options?: { now?: boolean }) => void;
  /** Prints a line that stays, above the bar. */
  readonly line: (text: string) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

/** Starts a progress display; `clock` gives milliseconds. */
export function startProgress(streams: Streams, clock: () => number = () => performance.now()): Progress {
  const columns = streams.columns();
  const terminal = columns !== undefined;
  let last = terminal ? -Infinity : clock();
  const clear = (): void => {
    if (terminal) streams.error("\r\u001b[K");
  };
  return {
    show(state, { now = false } = {}) {
      const time = clock();
      if (!now && time - last < (terminal ? terminalInterval : plainInterval)) return;
      last = time;
      if (terminal) streams.error(`\r${drawBar(state, streams.columns() ?? columns)}\u001b[K`);
      else streams.error(`${[state.title, percent(state.fraction), ...state.facts].join("  ")}\n`);
    },
    line(text) {
      clear();
      streams.error(`${text}\n`);
    },
    end: clear,
  };
}

function percent(fraction: number): string {
  return `${String(Math.floor(fraction * 100))} %`;
}
