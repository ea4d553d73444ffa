// Transfer learning: the layers that see stay, the layer that names is made anew where the classes are others.
import type { Model } from "@xception/exchange";
import { initialise, parameterSpecs, shapes, type Network, type NetworkNode } from "@xception/network";

import { CommandError } from "../../terminal/command-error.ts";

export interface ClassifierOptions {
  readonly classes: number;
  /** Part dropped before a new classifier. */
  readonly dropout: number;
  /** Of the new classifier's first parameters. */
  readonly seed: number;
}

/**
 * The model with an output for each class: as it is where it has as many, else with a new last layer, after pooling where it ends in a map.
 *
 * @throws CommandError (2) where the network ends in something else than a dense layer, a vector or a map
 */
export function replaceClassifier({ network, parameters }: Model, options: ClassifierOptions): Pick<Model, "network" | "parameters"> {
  const [output = ""] = network.outputs;
  const last = network.nodes.find(({ name }) => name === output);
  // What ends in an activation of its own layer has its values before it.
  const values = last?.kind === "activation" ? (last.inputs[0] ?? output) : output;
  const layer = network.nodes.find(({ name, kind }) => name === values && kind === "dense");
  const shape = shapes(network).get(output) ?? [];
  if (shape.length === 1 && shape[0] === options.classes && (layer || last?.kind === "activation")) return { network, parameters };
  const adapted = layer ? withOtherDense(network, layer, options) : withNewDense(network, values, options);
  const fresh = initialise(adapted, { seed: options.seed });
  const known = new Map([...parameterSpecs(adapted)].map(([name, { shape }]) => [name, shape]));
  const kept = [...parameters].filter(([name, { shape }]) => known.get(name)?.join() === shape.join());
  return { network: adapted, parameters: new Map([...fresh, ...kept]) };
}

function withOtherDense(network: Network, layer: NetworkNode, { classes, dropout }: ClassifierOptions): Network {
  const [before = ""] = layer.inputs;
  const drop = dropNode(network, before, dropout);
  const dense = { ...layer, inputs: [drop?.name ?? before], options: { ...layer.options, units: classes } };
  return { ...network, nodes: network.nodes.flatMap((node) => (node === layer ? [...(drop ? [drop] : []), dense] : [node])) };
}

function withNewDense(network: Network, output: string, { classes, dropout }: ClassifierOptions): Network {
  const rank = shapes(network).get(output)?.length;
  if (rank !== 1 && rank !== 3) {
    throw new CommandError(
      `[train] the network ${network.name} ends in ${output}, of ${rank ?? 0} axes, but a dense layer, a vector or a map was expected. Give --weights of a network that classifies images.`,
    );
  }
  const pool: NetworkNode[] =
    rank === 3 ? [{ name: free(network, "avg_pool"), kind: "globalAveragePool", inputs: [output], options: {} }] : [];
  const features = pool[0]?.name ?? output;
  const drop = dropNode(network, features, dropout);
  const dense: NetworkNode = {
    name: free(network, "predictions"),
    kind: "dense",
    inputs: [drop?.name ?? features],
    options: { units: classes, activation: "softmax" },
  };
  return { ...network, nodes: [...network.nodes, ...pool, ...(drop ? [drop] : []), dense], outputs: [dense.name] };
}

function dropNode(network: Network, input: string, rate: number): NetworkNode | undefined {
  const already = network.nodes.find(({ name }) => name === input)?.kind === "dropout";
  return rate === 0 || already ? undefined : { name: free(network, "dropout"), kind: "dropout", inputs: [input], options: { rate } };
}

function free(network: Network, name: string): string {
  const names = new Set(network.nodes.map((node) => node.name));
  let candidate = name;
  for (let number = 1; names.has(candidate); number++) candidate = `${name}_${number}`;
  return candidate;
}
