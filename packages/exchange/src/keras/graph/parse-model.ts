// A model's configuration, as parsed JSON, to a KerasModel.
import { WeightsError } from "@xception/weights";

import { ModelError } from "../../model-error.ts";
import { isRecord } from "./json.ts";
import type { KerasLayer, KerasModel, TensorReference } from "./keras-model.ts";
import { LayerConfig } from "./layer-config.ts";
import { parseCalls, parseReferences } from "./parse-calls.ts";

const maximumDepth = 16;
const maximumLayers = 10_000;

/** Classes whose configuration is that of a model. Keras before 2.3 says Model for Functional. */
const modelClasses: readonly string[] = ["Functional", "Model", "Sequential"];

/** Whether a class is a model that may lie within another. */
export function isModelClass(className: string): boolean {
  return modelClasses.includes(className);
}

/** @throws WeightsError for a configuration that is not one, ModelError for a model that is neither Functional nor Sequential */
export function parseModel(configuration: unknown, depth = 0): KerasModel {
  if (depth > maximumDepth) throw damaged(`nests models deeper than ${String(maximumDepth)}`);
  if (!isRecord(configuration) || typeof configuration["class_name"] !== "string") throw damaged("has no class_name");
  const className = configuration["class_name"];
  // Keras 1 and 2.0 wrote a Sequential as the bare list of its layers.
  const config = Array.isArray(configuration["config"]) ? { layers: configuration["config"] as unknown[] } : configuration["config"];
  if (!isRecord(config) || !Array.isArray(config["layers"])) {
    throw new ModelError(
      `[openModel] The model is of the class ${className}, which does not say its layers. Save it as a Functional or Sequential model.`,
    );
  }
  const name = typeof config["name"] === "string" ? config["name"] : className.toLowerCase();
  const entries = config["layers"] as unknown[];
  if (entries.length > maximumLayers) throw damaged(`lists ${String(entries.length)} layers, more than ${String(maximumLayers)}`);
  if (className === "Sequential") return chain(name, config, entries, depth);
  return {
    name,
    className,
    layers: entries.map((entry) => parseLayer(entry, depth, parseCalls)),
    inputs: parseReferences(config["input_layers"]),
    outputs: parseReferences(config["output_layers"]),
  };
}

/** A Sequential model as a graph: every layer is called on the one before it. */
function chain(name: string, config: Readonly<Record<string, unknown>>, entries: readonly unknown[], depth: number): KerasModel {
  const layers: KerasLayer[] = [];
  for (const entry of entries) {
    const before = layers.at(-1);
    const layer = parseLayer(entry, depth, () => (before ? [[{ layer: before.name, call: 0 }]] : []));
    if (!before && layer.className !== "InputLayer") {
      const input = inputOf(name, layer, config);
      layers.push(input, { ...layer, calls: [[{ layer: input.name, call: 0 }]] });
    } else layers.push(layer);
  }
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last) throw new ModelError(`[openModel] The model "${name}" has no layers. Save a model that has some.`);
  return { name, className: "Sequential", layers, inputs: [reference(first)], outputs: [reference(last)] };
}

/** The input that a Sequential model leaves unsaid; its shape is with the first layer or with the model, or, nested, with the outer model. */
function inputOf(name: string, first: KerasLayer, config: Readonly<Record<string, unknown>>): KerasLayer {
  const shape = first.config.value("batch_input_shape") ?? first.config.value("batch_shape") ?? config["build_input_shape"];
  const input = `${name}_input`;
  return {
    name: input,
    className: "InputLayer",
    config: new LayerConfig("InputLayer", input, { batch_shape: shape }),
    trainable: true,
    calls: [],
  };
}

function parseLayer(entry: unknown, depth: number, calls: (inbound: unknown, name: string) => KerasLayer["calls"]): KerasLayer {
  if (!isRecord(entry) || typeof entry["class_name"] !== "string") throw damaged("lists a layer without class_name");
  const className = entry["class_name"];
  const config = isRecord(entry["config"]) ? entry["config"] : {};
  const name = entry["name"] ?? config["name"];
  if (typeof name !== "string" || name === "") throw damaged(`lists a ${className} without a name`);
  return {
    name,
    // Operations of Keras 3 share the names of layers: keras.ops.add is `Add` too.
    className: typeof entry["module"] === "string" && entry["module"].startsWith("keras.src.ops") ? `ops.${className}` : className,
    config: new LayerConfig(className, name, config),
    trainable: config["trainable"] !== false,
    calls: calls(entry["inbound_nodes"], name),
    ...(isModelClass(className) ? { model: parseModel(entry, depth + 1) } : {}),
  };
}

const reference = ({ name }: KerasLayer): TensorReference => ({ layer: name, call: 0 });

function damaged(what: string): WeightsError {
  return new WeightsError(`[openModel] The configuration ${what}. The file is damaged or not a Keras model: get it again.`);
}
