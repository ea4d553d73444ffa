// What every interpreter of a network needs, made once a network: that it hangs together, and its nodes in order with their behaviour.
import { nameProblem } from "../definition/name-problem.ts";
import type { NodeBehaviour } from "../definition/node-kind.ts";
import { maximumNameLength, maximumNodes } from "../limits.ts";
import { NetworkError } from "../network-error.ts";
import type { NetworkNode } from "../network.ts";
import { nodeKinds } from "../nodes/node-kinds.ts";
import { isNetwork, isNode, type Candidate } from "./is-network.ts";

export interface PlannedNode {
  readonly node: NetworkNode;
  readonly behaviour: NodeBehaviour;
}

export type Plan = readonly PlannedNode[];

const plans = new WeakMap<Candidate, Plan>();

/**
 * The nodes of a network in order, with their behaviour; the same list for the same network.
 *
 * @throws NetworkError that names `caller`, see `validate`
 */
export function plan(caller: string, network: unknown): Plan {
  if (!isNetwork(network)) throw new NetworkError(`[${caller}] the network is not an object of name, nodes and outputs. Give one.`);
  const known = plans.get(network);
  if (known) return known;
  const made = makePlan(caller, network);
  plans.set(network, made);
  return made;
}

function makePlan(caller: string, { nodes, outputs }: Candidate): Plan {
  const refuse = (sentence: string): NetworkError => new NetworkError(`[${caller}] ${sentence}`);
  if (nodes.length === 0 || nodes.length > maximumNodes) {
    throw refuse(`the network has ${nodes.length} nodes. Give from 1 to ${maximumNodes}.`);
  }
  const names = new Set(nodes.map((node) => (isNode(node) ? node.name : undefined)));
  const planned = new Map<string, PlannedNode>();
  for (const [index, node] of nodes.entries()) {
    if (!isNode(node)) {
      throw refuse(`node ${index} is not an object of name (up to ${maximumNameLength} characters), kind, inputs and options. Give one.`);
    }
    const { name, kind, inputs } = node;
    if (planned.has(name)) throw refuse(`two nodes are called "${name}". Give every node a name of its own.`);
    const absent = inputs.find((input) => !planned.has(input));
    if (absent !== undefined && names.has(absent)) {
      throw refuse(`${kind} "${name}" does not come after its input "${absent}". Put every node after its inputs.`);
    }
    if (absent !== undefined) {
      throw refuse(`${kind} "${name}" has the input "${absent}", but no node is called so. Name a node that comes before it.`);
    }
    const definition = nodeKinds.get(kind);
    if (!definition) throw refuse(`node "${name}" is of the unknown kind "${kind}". Give one of ${[...nodeKinds.keys()].join(", ")}.`);
    planned.set(name, { node, behaviour: nameProblem(caller, node, () => definition.create(node.options)) });
  }
  if (outputs.length === 0) throw refuse("the network has no outputs. Name the nodes whose values it gives.");
  const absent = outputs.find((output) => !planned.has(output));
  if (absent !== undefined) throw refuse(`the network has the output "${absent}", but no node is called so. Name one of its nodes.`);
  return [...planned.values()];
}
