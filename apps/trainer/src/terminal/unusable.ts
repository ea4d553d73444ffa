import { CommandError } from "./command-error.ts";

/**
 * Runs `work` on something that the caller named; where it fails, the call is to be mended (exit status 2) and the sentence is the
 * failure's own.
 *
 * @example
 * const model = await unusable(() => openModel(source));
 */
export async function unusable<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
