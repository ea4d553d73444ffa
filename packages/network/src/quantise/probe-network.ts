// A network that measures: beside each node with a rounded kernel a twin that has it, on the same inputs, and the squares of what the two
// give and of their difference. Nothing but nodes, so that whatever runs a network can run it, and keeps no map for longer than it must.
import { inferShapes } from "../analysis/infer-shapes.ts";
import type { Network, NetworkNode } from "../network.ts";
import type { NetworkParameters, ParameterArray } from "../parameter-array.ts";

export interface ProbeNetwork {
  readonly network: Network;
  readonly parameters: NetworkParameters;
}

/** Of the outputs of a probe network: two for each twin, the squares of what the node gives, then those of the difference. */
export const outputsOfTwin = 2;

/**
 * @param rounded     kernels by the node that has them
 * @param nameOf      `node/parameter` of a node's kernel
 */
export function probeNetwork(
  { network, parameters }: ProbeNetwork,
  rounded: ReadonlyMap<string, ParameterArray>,
  nameOf: (node: string) => string,
): ProbeNetwork {
  const shapes = inferShapes("quantise", network);
  const own = new Set(network.nodes.map(({ name }) => name));
  const all = new Map(parameters);
  const nodes: NetworkNode[] = [];
  const outputs: string[] = [];
  let made = 0;
  const free = (): string => {
    do made += 1;
    while (own.has(`probe${made}`));
    return `probe${made}`;
  };
  const add = (kind: string, inputs: readonly string[]): string => {
    const name = free();
    nodes.push({ name, kind, inputs, options: {} });
    return name;
  };
  const squares = (name: string, isImage: boolean): string => {
    const squared = add("multiply", [name, name]);
    return isImage ? add("globalAveragePool", [squared]) : squared;
  };
  for (const node of network.nodes) {
    nodes.push(node);
    const kernel = rounded.get(node.name);
    if (!kernel) continue;
    const twin = free();
    nodes.push({ ...node, name: twin });
    for (const [name, array] of parameters) {
      if (name.startsWith(`${node.name}/`)) all.set(twin + name.slice(node.name.length), name === nameOf(node.name) ? kernel : array);
    }
    const isImage = shapes.get(node.name)?.length === 3;
    outputs.push(squares(node.name, isImage), squares(add("subtract", [node.name, twin]), isImage));
  }
  return { network: { name: network.name, nodes, outputs }, parameters: all };
}
