// Reads a Keras file of any kind: .h5 and .hdf5 (whole models and weights), .weights.h5, and the .keras archive.
import { detectFormat } from "../detect-format.ts";
import type { Hdf5File } from "../hdf5/hdf5-file.ts";
import { readHdf5 } from "../hdf5/read-hdf5.ts";
import { WeightsError } from "../weights-error.ts";
import { openArchive } from "../zip/open-archive.ts";
import type { KerasFile } from "./keras-weights.ts";
import { readNamedLayers, readPositionalLayers } from "./read-layers.ts";

/** Configurations of large networks take 1 MB; this leaves room and still fits memory. */
const maximumJsonLength = 64 * 2 ** 20;

/**
 * Reads a Keras file with all its arrays.
 *
 * @throws WeightsError when the file is damaged, cut short or not a Keras file
 *
 * @example
 * const { kerasVersion, layers } = await readKeras(await openBlob("emotion_model.hdf5"));
 * layers.get("conv2d_1")?.arrays[0]?.array.shape // => [3, 3, 1, 8]
 */
export async function readKeras(source: Blob): Promise<KerasFile> {
  const format = await detectFormat(source);
  if (format === "hdf5") return readContent(await readHdf5(source));
  if (format === "zip") return readArchive(source);
  throw new WeightsError("[readKeras] The file is safetensors, not a Keras file. Open it with readSafetensors.");
}

async function readArchive(source: Blob): Promise<KerasFile> {
  const archive = await openArchive(source);
  const config = parse("config.json", await archive.read("config.json", maximumJsonLength));
  const metadata = archive.names.includes("metadata.json")
    ? parse("metadata.json", await archive.read("metadata.json", maximumJsonLength))
    : {};
  if (!archive.names.includes("model.weights.h5")) {
    throw new WeightsError(
      `[readKeras] The archive has no model.weights.h5; it holds ${archive.names.slice(0, 8).join(", ")}. Save the model with keras.saving.save_model(model, "model.keras").`,
    );
  }
  const weights = await readContent(await readHdf5(await archive.read("model.weights.h5")));
  const version = (metadata as { keras_version?: unknown } | null)?.keras_version;
  return { ...weights, config, kerasVersion: typeof version === "string" ? version : undefined };
}

async function readContent(file: Hdf5File): Promise<KerasFile> {
  const config = (await file.texts("", "model_config"))?.[0];
  const root = (await file.kindOf("model_weights")) === "group" ? "model_weights" : "";
  const lists = await Promise.all(["layer_names", "layer_names0"].map((name) => file.texts(root, name)));
  const named = lists.some((list) => list !== undefined);
  return {
    layout: named ? "named" : "positional",
    layers: await (named ? readNamedLayers(file, root) : readPositionalLayers(file)),
    config: config === undefined ? undefined : parse("model_config", new TextEncoder().encode(config)),
    kerasVersion: ((await file.texts("", "keras_version")) ?? (await file.texts(root, "keras_version")))?.[0],
  };
}

function parse(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new WeightsError(`[readKeras] ${name} is not JSON. The file is damaged: get it again.`, { cause });
  }
}
