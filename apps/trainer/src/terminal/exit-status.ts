// What the shell is told. A script tells "repair the call" (2) from "the work went wrong" (1) without reading a sentence.

export const exitStatus = {
  done: 0,
  /** The work failed: a run that diverged, a backend that broke down. */
  failed: 1,
  /** The command or a file that it names could not be used. */
  unusable: 2,
  /** Ctrl-C: 128 + SIGINT's number, as shells do. */
  interrupted: 130,
  /** Ended by SIGTERM: 128 + its number. */
  terminated: 143,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
