// A model that is open in the engine, with what was read from its network.
import type { Model } from "@xception/exchange";
import { compile, summarise, type CompileOptions, type Executable, type Network, type NetworkNode } from "@xception/network";
import { xceptionPreprocessing, type Preprocessing } from "@xception/preprocessing";

import type { BackendReport, Meaning } from "./protocol.ts";

import { meaningOfOutputs } from "./probabilities.ts";

/** A model that is ready to classify. */
export interface OpenedModel {
  readonly network: Network;
  readonly executable: Executable;
  /** [H, W, C]; null where the network takes any size. */
  readonly input: readonly [number | null, number | null, number];
  readonly meaning: Meaning;
  readonly classes: number;
}

/** Makes a model ready: its batch normalisation folded in, its parameters where they are computed with. */
export async function readyModel({ network, parameters }: Model, backend: BackendReport | undefined): Promise<OpenedModel> {
  const input = readInput(network);
  const classes = countClasses(network);
  const executable = await compile(network, parameters, executorOn(backend));
  return { network, executable, input, meaning: meaningOfOutputs(network), classes };
}

/** On WebAssembly the network is one program without TensorFlow.js, which is faster; on other backends its operations one by one. */
const executorOn = (backend: BackendReport | undefined): CompileOptions =>
  backend?.name === "wasm" ? { executor: "wasm", threads: backend.threads ?? 1 } : { executor: "interpret" };

/** How images are prepared for a network whose file does not say it: as for Xception, in its own size. */
export function assumePreprocessing([height, width, channels]: OpenedModel["input"]): Preprocessing {
  const usual = xceptionPreprocessing({ channels: channels === 1 ? 1 : 3 });
  return { ...usual, size: [height ?? usual.size[0], width ?? usual.size[1]] };
}

function readInput({ name, nodes }: Network): OpenedModel["input"] {
  const inputs = nodes.filter(({ kind }) => kind === "input");
  const [input] = inputs;
  if (!input || inputs.length > 1)
    throw new Error(`[openModel] ${name} has ${inputs.length} inputs; the viewer shows networks with one. Open another model.`);
  return imageShape(name, input);
}

function imageShape(name: string, { options }: NetworkNode): OpenedModel["input"] {
  const [height, width, channels, ...rest] = options["shape"] as readonly (number | null)[];
  if (height === undefined || width === undefined || (channels !== 1 && channels !== 3) || rest.length > 0)
    throw new Error(
      `[openModel] ${name} takes ${JSON.stringify(options["shape"])}, not an image of 1 or 3 channels. Open a model for images.`,
    );
  return [height, width, channels];
}

/** How many numbers the network gives for an image. */
function countClasses(network: Network): number {
  const shape = summarise(network).rows.find(({ name }) => name === network.outputs[0])?.outputShape ?? [];
  const [classes, ...rest] = shape;
  if (classes == null || rest.length > 0)
    throw new Error(`[openModel] ${network.name} gives ${JSON.stringify(shape)}, not a number for each class. Open a model with its top.`);
  return classes;
}
