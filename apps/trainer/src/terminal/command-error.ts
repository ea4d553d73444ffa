import { exitStatus, type ExitStatus } from "./exit-status.ts";

/** Ends a command with one sentence on stderr and an exit status; 2 unless said otherwise: the call or a file has to be mended. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly status: ExitStatus;

  constructor(sentence: string, { status = exitStatus.unusable, cause }: { status?: ExitStatus; cause?: unknown } = {}) {
    super(sentence, { cause });
    this.status = status;
  }
}
