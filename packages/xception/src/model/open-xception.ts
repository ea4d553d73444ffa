// A file to a model: one that says what network it holds, or bare weights of the paper's network, which are told by their names.
import { openModel, type Model } from "@xception/exchange";
import { parameterSpecs } from "@xception/network";
import { xceptionPreprocessing, type Preprocessing } from "@xception/preprocessing";
import {
  applyNameMap,
  checkNames,
  detectFormat,
  readHdf5,
  readKeras,
  readSafetensors,
  type KerasFile,
  type Safetensors,
} from "@xception/weights";

import { buildXception } from "../build-xception.ts";
import { kerasParameters } from "../names/keras.ts";
import { timmNames } from "../names/timm.ts";
import { toParameter } from "../names/to-parameter.ts";
import type { XceptionOptions } from "../options/xception-options.ts";
import { variantOptions } from "../variants.ts";

/** How both lineages of the published weights are evaluated: the middle 299 of 333 pixels, bicubic (timm: 79.058 % top-1). */
const evaluation = { fit: "crop", cropFraction: 0.897 } as const;

/** @param architecture  what differs from the paper in the network that bare weights belong to */
export async function openXception(source: Blob, architecture: XceptionOptions = {}): Promise<Model> {
  const format = await detectFormat(source);
  if (format === "safetensors") {
    const file = await readSafetensors(source);
    return file.names.includes("block1.rep.0.conv1.weight") ? openTimm(file, architecture) : openModel(source);
  }
  if (format !== "hdf5" || (await (await readHdf5(source)).texts("", "model_config")) !== undefined) return openModel(source);
  return openKerasWeights(await readKeras(source), architecture);
}

function openKerasWeights(file: KerasFile, architecture: XceptionOptions): Model {
  const arrays = [...file.layers.values()].flatMap((layer) => layer.arrays.map(({ array }) => array));
  const kernel = arrays.find(({ shape }) => shape.length === 2);
  const first = [...file.layers].find(([path, { name }]) => (name ?? path) === "block1_conv1")?.[1].arrays[0]?.array;
  const network = buildXception({ ...told(kernel?.shape[1], first?.shape[2]), ...architecture });
  return { network, parameters: kerasParameters(network, file), preprocessing: preprocessingOf(architecture, first?.shape[2]) };
}

async function openTimm(file: Safetensors, architecture: XceptionOptions): Promise<Model> {
  const shapeOf = (name: string): readonly number[] => (file.names.includes(name) ? file.shapeOf(name) : []);
  const channels = shapeOf("conv1.weight")[1];
  const network = buildXception({ ...variantOptions("xception-timm"), ...told(shapeOf("fc.weight")[0], channels), ...architecture });
  const parameters = new Map([...applyNameMap(await file.readAll(), timmNames)].map(([name, array]) => [name, toParameter(array)]));
  checkNames("Xception.load", parameters, parameterSpecs(network));
  return { network, parameters, preprocessing: preprocessingOf(architecture, channels) };
}

/** What shapes in a file say of its network: classes by the classifier's kernel, none without one, and channels of the image. */
function told(classes: number | undefined, channels: number | undefined): XceptionOptions {
  return { ...(channels !== undefined && { channels }), ...(classes === undefined ? { top: false, pooling: "avg" } : { classes }) };
}

function preprocessingOf({ inputSize }: XceptionOptions, channels = 3): Preprocessing {
  const size = inputSize ?? 299;
  return xceptionPreprocessing({
    ...evaluation,
    size: typeof size === "number" ? size : [size[0], size[1]],
    channels: channels === 1 ? 1 : 3,
  });
}
