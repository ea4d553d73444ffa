// Tries to open models that Keras would not write, or that are none here.
import { openModel } from "@xception/exchange";

import { functional, input, kerasFile, layer } from "./keras-file.ts";

/** Opens a model of the one layer on an image of 4 x 4 x 3. */
export async function openLayer(className: string, config: object): Promise<unknown> {
  return openModel(await kerasFile(functional([input(4, 4, 3), layer(className, "it", config, "image")], "it")));
}

export const openFunctional = async (layers: readonly object[], output: string): Promise<unknown> =>
  openModel(await kerasFile(functional(layers, output)));

export async function errorOf(attempt: Promise<unknown>): Promise<Error> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("it was opened");
  return error;
}
