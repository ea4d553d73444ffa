// What every interpreter of a network needs, made once a network: the nodes in order with their behaviour.
import type { NodeBehaviour } from "../definition/node-kind.ts";
import type { Network, NetworkNode } from "../network.ts";
import { createBehaviours } from "./validate.ts";

export interface PlannedNode {
  readonly node: NetworkNode;
  readonly behaviour: NodeBehaviour;
}

const plans = new WeakMap<Network, readonly PlannedNode[]>();

/**
 * The nodes of a network in order, with their behaviour; the same list for the same network.
 *
 * @throws NetworkError that names `caller`, see `validate`
 */
export function plan(caller: string, network: Network): readonly PlannedNode[] {
  const known = plans.get(network);
  if (known) return known;
  const behaviours = createBehaviours(caller, network);
  const made = network.nodes.map((node) => ({ node, behaviour: behaviours.get(node.name) as NodeBehaviour })); // one for every node
  plans.set(network, made);
  return made;
}
