// The nodes of a network while it is being written down, each after its inputs.
import type { NetworkNode, NodeOptions } from "@xception/network";

export interface NodeList {
  readonly nodes: readonly NetworkNode[];
  /** Appends a node and gives back its name, which is what the next one takes as its input. */
  add(name: string, kind: string, inputs: readonly string[], options?: NodeOptions): string;
}

export function nodeList(): NodeList {
  const nodes: NetworkNode[] = [];
  return {
    nodes,
    add(name, kind, inputs, options = {}) {
      nodes.push({ name, kind, inputs, options });
      return name;
    },
  };
}
