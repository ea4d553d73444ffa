import { CommandError } from "../terminal/command-error.ts";
import { exitStatus } from "../terminal/exit-status.ts";

/** Codes of a place that was named wrongly; with any other, such as a full disk, the work has failed. */
const misnamed: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "EACCES", "EPERM", "EROFS"]);

/** The sentence for a file or folder that cannot be written. */
export function writeError(path: string, cause: unknown): CommandError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const [advice, status] = misnamed.has(code)
    ? (["Name a place that exists and may be written to.", exitStatus.unusable] as const)
    : (["Look at the disk: is it full or gone?", exitStatus.failed] as const);
  return new CommandError(`[xception] ${path} cannot be written (${code}). ${advice}`, { status, cause });
}
