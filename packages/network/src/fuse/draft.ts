// A network and its parameters while they are rewritten: nodes by name in order, and how often each is taken.
import type { Network, NetworkNode, NodeOptions } from "../network.ts";
import type { NetworkParameters, ParameterArray } from "../parameter-array.ts";
import { nodeKinds } from "../nodes/node-kinds.ts";

export type NodeParameters = ReadonlyMap<string, ParameterArray>;

export class Draft {
  readonly #name: string;
  readonly #outputs: readonly string[];
  readonly #kept: ReadonlySet<string>;
  readonly #nodes: Map<string, NetworkNode>;
  readonly #uses = new Map<string, number>();
  readonly #parameters = new Map<string, Map<string, ParameterArray>>();

  constructor({ name, nodes, outputs }: Network, parameters: NetworkParameters, keep: Iterable<string>) {
    this.#name = name;
    this.#outputs = outputs;
    this.#kept = new Set([...outputs, ...keep]);
    this.#nodes = new Map(nodes.map((node) => [node.name, { ...node, options: resolve(node) }]));
    for (const input of nodes.flatMap((node) => node.inputs)) this.#uses.set(input, (this.#uses.get(input) ?? 0) + 1);
    for (const [key, array] of parameters) {
      const slash = key.lastIndexOf("/");
      const node = key.slice(0, slash);
      const own = this.#parameters.get(node) ?? new Map<string, ParameterArray>();
      this.#parameters.set(node, own.set(key.slice(slash + 1), array));
    }
  }

  /** The nodes as they are now. */
  get nodes(): readonly NetworkNode[] {
    return [...this.#nodes.values()];
  }

  find(name: string): NetworkNode | undefined {
    return this.#nodes.get(name);
  }

  parametersOf(node: NetworkNode): NodeParameters {
    return this.#parameters.get(node.name) ?? new Map<string, ParameterArray>();
  }

  /** The node before this one, where nobody else wants its value, so that the two can become one. */
  absorbable(node: NetworkNode): NetworkNode | undefined {
    const [name, ...others] = node.inputs;
    if (name === undefined || others.length > 0 || this.#kept.has(name) || this.#uses.get(name) !== 1) return undefined;
    const previous = this.#nodes.get(name);
    return previous?.kind === "input" ? undefined : previous;
  }

  /** `previous` with new options and parameters takes the place and the name of `node`, which is the last of the two. */
  absorb(previous: NetworkNode, node: NetworkNode, options: NodeOptions, parameters: NodeParameters): void {
    this.#nodes.delete(previous.name);
    this.#parameters.delete(previous.name);
    this.#nodes.set(node.name, { ...previous, name: node.name, options });
    this.#parameters.set(node.name, new Map(parameters));
  }

  /** Those who took a node with one input take that input instead; not where its name must stay. */
  bypass(node: NetworkNode): void {
    const [source] = node.inputs;
    if (source === undefined || this.#kept.has(node.name)) return;
    this.#nodes.delete(node.name);
    this.#uses.set(source, (this.#uses.get(source) ?? 0) - 1 + (this.#uses.get(node.name) ?? 0));
    for (const [name, other] of this.#nodes) {
      if (!other.inputs.includes(node.name)) continue;
      this.#nodes.set(name, { ...other, inputs: other.inputs.map((input) => (input === node.name ? source : input)) });
    }
  }

  finish(): { readonly network: Network; readonly parameters: NetworkParameters } {
    const parameters = [...this.#nodes.keys()].flatMap((node) =>
      [...(this.#parameters.get(node) ?? [])].map(([name, array]): [string, ParameterArray] => [`${node}/${name}`, array]),
    );
    return { network: { name: this.#name, nodes: this.nodes, outputs: this.#outputs }, parameters: new Map(parameters) };
  }
}

const resolve = ({ kind, options }: NetworkNode): NodeOptions => nodeKinds.get(kind)?.create(options).options ?? options;
