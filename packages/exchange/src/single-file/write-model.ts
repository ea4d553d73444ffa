// Our own single-file model: safetensors whose metadata holds the network, its labels and its preprocessing.
import { writeSafetensors } from "@xception/weights";

import type { Model } from "../model.ts";
import { formatName, formatVersion, integerVersion } from "./format.ts";
import { splitSteps } from "./split-steps.ts";

/** Settings of {@link writeModel}. */
export interface WriteModelOptions {
  /**
   * With "int8", each pointwise kernel whose values are exact multiples of a step for each output channel, as `quantise` of
   * @xception/network leaves them, is written as 8-bit whole numbers, and its steps beside it. Default "float32".
   */
  readonly dtype?: "float32" | "int8";
}

/**
 * Writes a model as one file. The same model gives the same bytes, and reading it gives the same values, whatever the dtype.
 *
 * @returns the file's bytes; read it back with `openModel`
 * @throws ModelError where kernels are to be of whole numbers and none is
 *
 * @example
 * await writeFile("model.safetensors", await writeModel(model).bytes());
 */
export function writeModel({ network, parameters, labels, preprocessing }: Model, { dtype = "float32" }: WriteModelOptions = {}): Blob {
  const integers = dtype === "int8";
  return writeSafetensors(integers ? splitSteps(network, parameters) : parameters, {
    format: formatName,
    version: String(integers ? integerVersion : formatVersion),
    network: JSON.stringify(network),
    ...(labels && { labels: JSON.stringify(labels) }),
    ...(preprocessing && { preprocessing: JSON.stringify(preprocessing) }),
  });
}
