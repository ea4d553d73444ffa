// A network is data: a list of named nodes in an order in which every node comes after its inputs.
// Shapes, parameters, cost, initialisation, forward pass, executors and file formats are all interpreters of this list.

/** What an option of a node may hold, so that a network can be written to a file and read back unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Options of a node; their meaning belongs to the node's kind. */
export type NodeOptions = Readonly<Record<string, Json>>;

/** One layer: `kind` names the node kind, `inputs` the nodes whose outputs it takes, in order. */
export interface NetworkNode {
  readonly name: string;
  readonly kind: string;
  readonly inputs: readonly string[];
  readonly options: NodeOptions;
}

/** A network: its nodes in topological order and the names of those whose values are its outputs. */
export interface Network {
  readonly name: string;
  readonly nodes: readonly NetworkNode[];
  readonly outputs: readonly string[];
}
