// A flat list of Keras layers to a Network, and what each layer's arrays become.
import { summarise, type NetworkNode } from "@xception/network";

import { ModelError } from "../model-error.ts";
import type { FlatModel, PlacedLayer } from "./graph/flatten.ts";
import type { KerasLayer } from "./graph/keras-model.ts";
import type { Conversion, ConversionContext } from "./layers/conversion.ts";
import { layerConverters, supportedLayers } from "./layers/layer-converters.ts";
import { nameNodes } from "./name-nodes.ts";

export interface ConvertedLayer {
  /** The node that the layer's arrays belong to. */
  readonly node: string;
  readonly conversion: Conversion;
}

export interface BuiltNetwork {
  readonly nodes: readonly NetworkNode[];
  readonly outputs: readonly string[];
  readonly converted: ReadonlyMap<KerasLayer, ConvertedLayer>;
}

/** @throws ModelError for a layer that cannot become a node */
export function buildNetwork({ layers, outputs }: FlatModel, kerasMajor: number): BuiltNetwork {
  const names = nameNodes(layers);
  const nameOf = (placed: PlacedLayer): string => names.get(placed) ?? placed.layer.name;
  const nodes: NetworkNode[] = [];
  const converted = new Map<KerasLayer, ConvertedLayer>();
  for (const placed of layers) {
    const name = nameOf(placed);
    const inputs = placed.operands.flatMap((operand) => (typeof operand === "number" ? [] : [nameOf(operand)]));
    const inputShape = (): readonly (number | null)[] => {
      const [input = ""] = inputs;
      return summarise({ name: "", nodes, outputs: [input] }).rows.find((row) => row.name === input)?.outputShape ?? [];
    };
    const operands = placed.operands.map((operand) => (typeof operand === "number" ? operand : undefined));
    const conversion = convert(placed.layer, { kerasMajor, inputShape, operands });
    const { kind, options, then } = conversion;
    // The layer's name stays with what the layer gives out.
    const node = then ? `${name}/linear` : name;
    nodes.push({ name: node, kind, inputs, options });
    if (then) nodes.push({ name, kind: then.kind, inputs: [node], options: then.options });
    if (!converted.has(placed.layer)) converted.set(placed.layer, { node, conversion });
  }
  return { nodes, outputs: outputs.map(nameOf), converted };
}

function convert(layer: KerasLayer, context: ConversionContext): Conversion {
  const converter = layerConverters.get(layer.className);
  if (!converter) {
    throw new ModelError(
      `[openModel] Layer "${layer.name}" is of the class ${layer.className}, which is not supported. Supported are Functional, Sequential, ${supportedLayers.join(", ")}.`,
    );
  }
  const conversion = converter(layer.config, context);
  if (layer.calls.length > 1 && conversion.arrays) {
    throw layer.config.refuse(
      `is called ${String(layer.calls.length)} times with the same weights`,
      "Only layers without weights can be shared: make one layer a call.",
    );
  }
  return conversion;
}
