import { validate, type NetworkParameters, type ParameterArray } from "@xception/network";
import { readSafetensors, type NamedArray, type Safetensors } from "@xception/weights";

import { CheckpointError } from "../errors/checkpoint-error.ts";
import type { Position } from "../loop/position.ts";
import type { Progress } from "../schedules/progress.ts";
import type { SessionConfiguration } from "../session/session-options.ts";
import { arrayFolders, checkpointFormat, type Checkpoint } from "./checkpoint.ts";

/**
 * Reads a checkpoint. A session is made from its network, parameters and configuration, or goes on from it: see `resume`.
 *
 * @throws WeightsError    where the file is damaged or of another format
 * @throws NetworkError    where the network in it is not valid
 * @throws CheckpointError where it is a safetensors file of another kind
 *
 * @example
 * const { network, configuration, state } = await readCheckpoint(blob);
 * const session = createSession({ network, parameters: state.parameters, ...configuration });
 */
export async function readCheckpoint(blob: Blob): Promise<Checkpoint> {
  const file = await readSafetensors(blob);
  const format = file.metadata.get("format");
  if (format !== checkpointFormat) {
    const found = format === undefined ? "says nothing of its format" : `is of the format "${format}"`;
    throw new CheckpointError(`[readCheckpoint] the file ${found}, expected "${checkpointFormat}". Take a file that writeCheckpoint made.`);
  }
  const network = readJson(file, "network");
  validate(network);
  const [parameters, averages, slots] = await readArrays(file);
  return {
    network,
    configuration: readRecord<SessionConfiguration>(file, "configuration", ["loss", "optimizer", "schedule", "frozen"]),
    position: readRecord<Position>(file, "position", ["epoch", "batch", "totals"]),
    state: { progress: readRecord<Progress>(file, "progress", ["step", "epoch", "samples"]), parameters, averages, slots },
  };
}

/** The arrays of each folder by their name within it. */
async function readArrays(file: Safetensors): Promise<[NetworkParameters, NetworkParameters, NetworkParameters]> {
  const folders = new Map<string, Map<string, ParameterArray>>(arrayFolders.map((folder) => [folder, new Map()]));
  for (const name of file.names) {
    const [folder = "", ...rest] = name.split("/");
    folders.get(folder)?.set(rest.join("/"), requireFloats(name, await file.read(name)));
  }
  return arrayFolders.map((folder) => folders.get(folder) ?? new Map()) as unknown as [
    NetworkParameters,
    NetworkParameters,
    NetworkParameters,
  ];
}

function requireFloats(name: string, { dtype, shape, data }: NamedArray): ParameterArray {
  if (dtype === "float32") return { shape, data };
  throw new CheckpointError(`[readCheckpoint] ${name} is ${dtype}, expected float32. Take a file that writeCheckpoint made.`);
}

/** Only what the reader itself relies on is looked at; the rest is checked where it is used. */
function readRecord<T extends object>(file: Safetensors, key: string, members: readonly (keyof T & string)[]): T {
  const value = readJson(file, key);
  const missing = members.find((member) => typeof value !== "object" || value === null || !(member in value));
  if (missing === undefined) return value as T;
  throw new CheckpointError(`[readCheckpoint] the file's ${key} lacks ${missing}. It is damaged: take another checkpoint.`);
}

function readJson(file: Safetensors, key: string): unknown {
  try {
    return JSON.parse(file.metadata.get(key) ?? "") as unknown;
  } catch {
    throw new CheckpointError(`[readCheckpoint] the file's ${key} is not JSON. It is damaged: take another checkpoint.`);
  }
}
