// All supported layers. To support one more is to add it to the table of its file.
import { activationLayers } from "./activations.ts";
import type { Converter } from "./conversion.ts";
import { convolutionLayers } from "./convolutions.ts";
import { mergeLayers, operationLayers } from "./merges.ts";
import { normalisationLayers } from "./normalisations.ts";
import { shapeLayers } from "./shapes.ts";
import { trainingOnlyLayers } from "./training-only.ts";

/** By Keras' class name. */
export const layerConverters: ReadonlyMap<string, Converter> = new Map(
  [shapeLayers, convolutionLayers, normalisationLayers, activationLayers, mergeLayers, operationLayers, trainingOnlyLayers].flatMap(
    (table) => Object.entries(table),
  ),
);

/** The classes an error lists: models, and layers without the older spellings and operations. */
export const supportedLayers: readonly string[] = [...layerConverters.keys()].filter(
  (name) => !/^ops\.|Convolution|Pool2D$|V[12]$|TFOp/.test(name),
);
