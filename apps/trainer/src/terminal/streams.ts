// All that a command says and hears, so that a test can run one in its own process.
import { exitStatus, type ExitStatus } from "./exit-status.ts";

export type InterruptStatus = typeof exitStatus.interrupted | typeof exitStatus.terminated;

export interface Streams {
  /** Results: what another program reads. */
  readonly out: (text: string) => void;
  /** Progress, warnings and errors: what a person reads. */
  readonly error: (text: string) => void;
  /** Columns of the terminal that stderr is, or undefined where it is a file or a pipe. */
  readonly columns: () => number | undefined;
  /** Calls `listener` at each Ctrl-C or SIGTERM until the function that it returns is called. */
  readonly onInterrupt: (listener: (status: InterruptStatus) => void) => () => void;
  /** Ends the process at once. */
  readonly leave: (status: ExitStatus) => void;
}

/** The streams and signals of this process. */
export function processStreams(): Streams {
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    columns: () => (process.stderr.isTTY ? process.stderr.columns : undefined),
    onInterrupt(listener) {
      const interrupt = (): void => {
        listener(exitStatus.interrupted);
      };
      const terminate = (): void => {
        listener(exitStatus.terminated);
      };
      process.on("SIGINT", interrupt).on("SIGTERM", terminate);
      return () => process.off("SIGINT", interrupt).off("SIGTERM", terminate);
    },
    leave: (status) => process.exit(status),
  };
}
