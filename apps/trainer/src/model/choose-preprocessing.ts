// How photos become what a network reads: as the model's file says, else as Xception's do; the command line has the last word.
import type { Model } from "@xception/exchange";
import type { Preprocessing } from "@xception/preprocessing";
import { preprocessingFor } from "@xception/xception";

import { CommandError } from "../terminal/command-error.ts";
import { inputShape } from "./input-shape.ts";

/** What the command line says of it. */
export interface PreprocessingChoice {
  readonly size?: number;
  readonly resize?: Preprocessing["resize"];
  readonly fit?: Preprocessing["fit"];
}

/**
 * @param command  opens the sentence of an error
 * @throws CommandError (2) where the network reads no images, or takes another size than asked for
 */
export function choosePreprocessing(command: string, model: Model, { size, resize, fit }: PreprocessingChoice): Preprocessing {
  const [height, width] = inputShape(command, model.network);
  for (const own of [height, width]) {
    if (size === undefined || own === null || own === size) continue;
    throw new CommandError(
      `[${command}] --size came as ${size}, but the network takes images of ${String(height)}x${String(width)}. Leave --size out.`,
    );
  }
  return preprocessingFor(command, model, {
    ...(size !== undefined && { size }),
    ...(resize !== undefined && { resize }),
    // A crop of the whole short side is what a person means by it; what share a file wants belongs to its own way of fitting.
    ...(fit !== undefined && fit !== model.preprocessing?.fit && { fit, cropFraction: 1 }),
  });
}
