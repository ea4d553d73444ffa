// One verb for all model files: what a file is, its first bytes say.
import { NetworkError } from "@xception/network";
import { PreprocessingError } from "@xception/preprocessing";
import { detectFormat, WeightsError } from "@xception/weights";

import { openKeras } from "./keras/open-keras.ts";
import { ModelError } from "./model-error.ts";
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
  const model = await open(source).catch((error: unknown) => {
    throw inOurWords(error);
  });
  return name === undefined ? model : { ...model, network: { ...model.network, name } };
}

async function open(source: Blob): Promise<Model> {
  return (await detectFormat(source)) === "safetensors" ? readModel(source) : openKeras(source);
}

/** What other packages find wrong with a file's network or preprocessing is wrong with the file; other errors stay as they are. */
function inOurWords(error: unknown): unknown {
  const cause = error;
  if (error instanceof NetworkError || error instanceof PreprocessingError) {
    return new ModelError(`[openModel] The model cannot work: ${error.message.replace(/^\[\w+\] /, "")}`, { cause });
  }
  // The stack has no room for something that nests without end.
  if (error instanceof RangeError)
    return new WeightsError("[openModel] The configuration nests too deep. The file is damaged: get it again.", { cause });
  return error;
}
