// What a run trains: a network built anew from the recipe, or one from a file, with a classifier for the classes of the data.
import type { Model } from "@xception/exchange";
import { initialise, type Network } from "@xception/network";
import { xceptionPreprocessing, type ImageSource } from "@xception/preprocessing";
import { buildXception, preprocessingFor, variantOptions } from "@xception/xception";

import { inputShape } from "../../model/input-shape.ts";
import { openModelFile } from "../../model/open-model-file.ts";
import type { TrainingRecipe } from "../../recipe/training-recipe.ts";
import { unusable } from "../../terminal/unusable.ts";
import { replaceClassifier } from "./replace-classifier.ts";

/** A model that says how its images are made. */
export type PreparedModel = Model & Required<Pick<Model, "preprocessing" | "labels">>;

/** @throws CommandError (2) where the file or the recipe makes no network for such images */
export async function prepareModel(recipe: TrainingRecipe, weights: string | null, images: ImageSource): Promise<PreparedModel> {
  return weights === null ? unusable(() => buildModel(recipe, images)) : adaptModel(recipe, await openModelFile(weights), images);
}

function buildModel({ data, network: { variant, ...options }, seed }: TrainingRecipe, { classes }: ImageSource): PreparedModel {
  const channels = data.kind === "mnist" ? 1 : 3;
  const network = buildXception({ ...variantOptions(variant), ...options, channels, classes: classes.length });
  const [height, width] = inputShape("train", network);
  const preprocessing = xceptionPreprocessing({
    size: [height ?? 299, width ?? 299],
    channels,
    resize: data.resize,
    fit: data.fit,
  });
  return { network, parameters: initialise(network, { seed }), labels: classes, preprocessing };
}

function adaptModel(
  { data, network: { inputSize, dropout = 0 }, seed }: TrainingRecipe,
  model: Model,
  { classes }: ImageSource,
): PreparedModel {
  const [height, width] = inputShape("train", model.network);
  // A network without fixed sizes is trained at the recipe's; one with them keeps its own.
  const size = [height ?? inputSize ?? 299, width ?? inputSize ?? 299] as const;
  const sized: Model = { ...model, network: fixSize(model.network, size) };
  const { network, parameters } = replaceClassifier(sized, { classes: classes.length, dropout, seed });
  const preprocessing = preprocessingFor("train", sized, { size, resize: data.resize, fit: data.fit, cropFraction: 1 });
  return { network, parameters, labels: classes, preprocessing };
}

function fixSize(network: Network, size: readonly [number, number]): Network {
  const fix = (node: Network["nodes"][number]): Network["nodes"][number] => {
    if (node.kind !== "input") return node;
    const shape = node.options["shape"] as readonly number[]; // it reads images: inputShape has looked
    return { ...node, options: { ...node.options, shape: [...size, ...shape.slice(2)] } };
  };
  return { ...network, nodes: network.nodes.map(fix) };
}
