// Our own single-file model: safetensors whose metadata holds the network, its labels and its preprocessing.
import { writeSafetensors } from "@xception/weights";

import type { Model } from "../model.ts";
import { formatName, formatVersion } from "./format.ts";

/**
 * Writes a model as one file. The same model gives the same bytes.
 *
 * @returns the file's bytes; read it back with `openModel`
 *
 * @example
 * await writeFile("model.safetensors", await writeModel(model).bytes());
 */
export function writeModel({ network, parameters, labels, preprocessing }: Model): Blob {
  return writeSafetensors(parameters, {
    format: formatName,
    version: String(formatVersion),
    network: JSON.stringify(network),
    ...(labels && { labels: JSON.stringify(labels) }),
    ...(preprocessing && { preprocessing: JSON.stringify(preprocessing) }),
  });
}
