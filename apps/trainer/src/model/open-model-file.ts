import type { Model } from "@xception/exchange";
import { openBlob } from "@xception/weights/node";
import { openXception } from "@xception/xception";

import { CommandError } from "../terminal/command-error.ts";
import { unusable } from "../terminal/unusable.ts";

/**
 * Opens a model by path or address; its format is told by its content.
 *
 * @throws CommandError (2) where there is no such file or it holds no model that is understood
 */
export async function openModelFile(file: string): Promise<Model> {
  return unusable(async () => {
    const source = await openBlob(file);
    try {
      return await openXception(source);
    } catch (cause) {
      // The readers do not know the file's name, and a command may be given several files.
      throw new CommandError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  });
}

/** @throws CommandError (2) where --weights did not come */
export function needWeights(command: string, weights: string | undefined): string {
  if (weights !== undefined) return weights;
  throw new CommandError(`[${command}] --weights is missing: the file of a model (.keras, .h5, .hdf5, .safetensors). Name one.`);
}
