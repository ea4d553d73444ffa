// The command xception, as a function of its arguments and streams: a test runs it in its own process.
import { CommanderError } from "commander";

import { createProgram } from "./program.ts";
import { CommandError } from "./terminal/command-error.ts";
import { exitStatus, type ExitStatus } from "./terminal/exit-status.ts";
import { processStreams, type Streams } from "./terminal/streams.ts";

/**
 * Runs the command and gives its exit status; every error has been told on stderr by then.
 *
 * @param argv  the arguments, without node and the script
 */
export async function run(argv: readonly string[], streams: Streams): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.done;
  try {
    await createProgram(streams, (other) => (status = other)).parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return exitStatus.done; // help and version: they have been printed
    const verbose = argv.includes("--verbose");
    const sentence = error instanceof Error ? error.message : String(error);
    streams.error(`${verbose && error instanceof Error ? describe(error) : sentence}\n`);
    return error instanceof CommandError ? error.status : exitStatus.failed;
  }
}

/** The command as the shell starts it. */
export async function main(argv: readonly string[]): Promise<void> {
  // Whoever reads the results may stop early, as `head` does: that is no failure of the command.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitStatus.done);
    throw error;
  });
  process.exitCode = await run(argv, processStreams());
}

function describe(error: Error): string {
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error ? `${stack}\nCaused by ${describe(error.cause)}` : stack;
}
