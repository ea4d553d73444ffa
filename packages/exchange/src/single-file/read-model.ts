// Reads our own single-file model. The file may be a stranger's: network, labels and preprocessing are checked before they are believed.
import { parameterSpecs, validate, type Network, type NetworkParameters, type ParameterArray } from "@xception/network";
import { validatePreprocessing, type Preprocessing } from "@xception/preprocessing";
import { checkNames, readSafetensors, WeightsError, type Safetensors } from "@xception/weights";

import type { Model } from "../model.ts";
import { formatName, formatVersion, integerVersion, stepsName } from "./format.ts";
import { joinSteps } from "./join-steps.ts";

/** @throws WeightsError when the file is damaged or holds no network */
export async function readModel(source: Blob): Promise<Model> {
  const file = await readSafetensors(source);
  const network = readNetwork(file);
  const parameters = await readParameters(file);
  checkNames("openModel", parameters, parameterSpecs(network));
  const labels = readLabels(file);
  const preprocessing = readPreprocessing(file);
  return { network, parameters, ...(labels && { labels }), ...(preprocessing && { preprocessing }) };
}

function readNetwork({ metadata }: Safetensors): Network {
  if (metadata.get("format") !== formatName) {
    throw new WeightsError("[openModel] The safetensors file holds arrays, but no network. Open them into a network with openParameters.");
  }
  const version = metadata.get("version");
  if (version !== String(formatVersion) && version !== String(integerVersion)) {
    throw new WeightsError(
      `[openModel] The model is of version ${JSON.stringify(version ?? "")}; versions ${formatVersion} and ${integerVersion} can be read. Update this package.`,
    );
  }
  const network = parse("network", metadata.get("network"));
  validate(network);
  return network;
}

async function readParameters(file: Safetensors): Promise<NetworkParameters> {
  const parameters = new Map<string, ParameterArray>();
  for (const [name, array] of joinSteps("openModel", await file.readAll())) {
    if (array.dtype === "int8") {
      throw damaged(`kernel ${JSON.stringify(name)} is int8 without its steps`, `an array ${JSON.stringify(stepsName(name))}`);
    }
    if (array.dtype !== "float32") throw damaged(`parameter ${JSON.stringify(name)} is ${array.dtype}`, "float32");
    parameters.set(name, array);
  }
  return parameters;
}

function readLabels({ metadata }: Safetensors): readonly string[] | undefined {
  if (!metadata.has("labels")) return undefined;
  const labels = parse("labels", metadata.get("labels"));
  if (Array.isArray(labels) && labels.every((label): label is string => typeof label === "string")) return labels;
  throw damaged("labels are something else", "a list of texts");
}

function readPreprocessing({ metadata }: Safetensors): Preprocessing | undefined {
  if (!metadata.has("preprocessing")) return undefined;
  return validatePreprocessing(parse("preprocessing", metadata.get("preprocessing")));
}

function parse(what: string, text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "") as unknown;
  } catch (cause) {
    throw new WeightsError(`[openModel] The model's ${what} is not JSON. The file is damaged: get it again.`, { cause });
  }
}

function damaged(what: string, expected: string): WeightsError {
  return new WeightsError(`[openModel] The model's ${what}; expected ${expected}. The file is damaged: get it again.`);
}
