// A model made ready to run, with everything that is asked of it again and again worked out once.
import type { Model } from "@xception/exchange";
import { compile, summarise, type Executable, type Network } from "@xception/network";
import type { Preprocessing } from "@xception/preprocessing";

import { OptionError } from "../xception-error.ts";
import { findFeatures, type FeatureNode } from "./feature-node.ts";
import { labelsFor, preprocessingFor, type ModelOptions } from "./model-options.ts";

export interface PreparedModel {
  readonly network: Network;
  readonly executable: Executable;
  readonly preprocessing: Preprocessing;
  /** One name a class; empty where the network has no classifier. */
  readonly labels: readonly string[];
  readonly features: FeatureNode | undefined;
  readonly batchSize: number;
}

/** Compiles a model. `caller` opens the sentences of errors. */
export async function prepareModel(caller: string, model: Model, options: ModelOptions): Promise<PreparedModel> {
  const { network, parameters } = model;
  const { executor, threads, precision, build, batchSize = 8 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new OptionError(`[${caller}] batchSize is ${batchSize}, but must be a whole number from 1. Correct it or leave it out.`);
  const preprocessing = preprocessingFor(caller, model, options.preprocessing);
  const shapes = new Map(summarise(network).rows.map((row) => [row.name, row.outputShape]));
  const labels = labelsFor(caller, network, shapes.get(network.outputs[0] ?? "") ?? [], options.labels ?? model.labels);
  const features = findFeatures(network, (name) => shapes.get(name)?.length ?? 0);
  const executable = await compile(network, parameters, {
    ...(executor !== undefined && { executor }),
    ...(threads !== undefined && { threads }),
    ...(precision !== undefined && { precision }),
    ...(build !== undefined && { build }),
    ...(features && { keep: [features.name] }),
  });
  return { network, executable, preprocessing, labels, features, batchSize };
}
