import { readFile } from "node:fs/promises";

import { parseLabels } from "@xception/preprocessing";

import { CommandError } from "../terminal/command-error.ts";
import { unusable } from "../terminal/unusable.ts";

/**
 * The names of a model's classes: those of a file, else the model's own, else their numbers.
 *
 * @param command  opens the sentence of an error
 * @throws CommandError (2) where the file cannot be read, or names another number of classes
 */
export async function chooseLabels(
  command: string,
  file: string | undefined,
  own: readonly string[] | undefined,
  classes: number,
): Promise<readonly string[]> {
  if (file === undefined) return own ?? Array.from({ length: classes }, (_, index) => String(index));
  const labels = await unusable(async () => parseLabels(await read(command, file), file));
  if (labels.length !== classes) {
    throw new CommandError(
      `[${command}] ${file} names ${labels.length} classes, but the model has ${classes}. Pass the file made for this model.`,
    );
  }
  return labels;
}

async function read(command: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CommandError(`[${command}] the labels ${file} cannot be read (${reasonOf(cause)}). Check the path.`, { cause });
  }
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
