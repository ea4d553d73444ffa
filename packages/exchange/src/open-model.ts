// One verb for all model files: what a file is, its first bytes say.
import { detectFormat } from "@xception/weights";

import { openKeras } from "./keras/open-keras.ts";
import type { Model } from "./model.ts";
import { readModel } from "./single-file/read-model.ts";

/** Settings of {@link openModel}. */
export interface OpenModelOptions {
  /** A name for the network in the place of the file's own. */
  readonly name?: string;
}

/**
 * Opens a model file: Keras 2 and 3 (.h5, .hdf5, .keras) and our own single-file .safetensors. No backend is needed.
 *
 * @throws WeightsError when the file is damaged, cut short or of another format
 * @throws ModelError when the model uses what is not supported; the sentence names the layer
 *
 * @example
 * const { network, parameters } = await openModel(await openBlob("model.keras"));
 */
export async function openModel(source: Blob, { name }: OpenModelOptions = {}): Promise<Model> {
  const model = (await detectFormat(source)) === "safetensors" ? await readModel(source) : await openKeras(source);
  return name === undefined ? model : { ...model, network: { ...model.network, name } };
}
