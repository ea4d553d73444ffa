// Whether a network hangs together: the one check of a description that may come from a stranger's file.
import type { NodeBehaviour } from "../definition/node-kind.ts";
import { NodeProblem } from "../definition/node-problem.ts";
import { maximumNameLength, maximumNodes } from "../limits.ts";
import { NetworkError } from "../network-error.ts";
import type { Network, NetworkNode } from "../network.ts";
import { nodeKinds } from "../nodes/node-kinds.ts";

/**
 * Checks that names are unique, kinds and options known, inputs there and earlier, and outputs there.
 *
 * Sizes are not looked at: see `shapes`.
 *
 * @param network anything, such as what JSON.parse gave
 * @throws NetworkError with one sentence about the first fault
 */
export function validate(network: unknown): asserts network is Network {
  createBehaviours("validate", network);
}

/** Validates, and gives every node's behaviour in order. `caller` is the function that an error names. */
export function createBehaviours(caller: string, network: unknown): ReadonlyMap<string, NodeBehaviour> {
  const refuse = (sentence: string): NetworkError => new NetworkError(`[${caller}] ${sentence}`);
  if (!isNetwork(network)) throw refuse("the network is not an object of name, nodes and outputs. Give one.");
  const { nodes, outputs } = network;
  if (nodes.length === 0 || nodes.length > maximumNodes) {
    throw refuse(`the network has ${String(nodes.length)} nodes. Give from 1 to ${String(maximumNodes)}.`);
  }
  const names = new Set(nodes.map((node: unknown) => (isNode(node) ? node.name : undefined)));
  const behaviours = new Map<string, NodeBehaviour>();
  for (const [index, node] of nodes.entries()) {
    if (!isNode(node)) throw refuse(`node ${String(index)} is not an object of name, kind, inputs and options. Give one.`);
    const { name, kind, inputs } = node;
    if (behaviours.has(name)) throw refuse(`two nodes are called "${name}". Give every node a name of its own.`);
    const late = inputs.find((input) => !behaviours.has(input));
    if (late !== undefined && names.has(late))
      throw refuse(`${kind} "${name}" comes before its input "${late}". Put every node after its inputs.`);
    if (late !== undefined)
      throw refuse(`${kind} "${name}" has the input "${late}", which no node is called. Name a node that comes before it.`);
    const definition = nodeKinds.get(kind);
    if (!definition) throw refuse(`node "${name}" is of the unknown kind "${kind}". Known kinds are ${[...nodeKinds.keys()].join(", ")}.`);
    behaviours.set(
      name,
      nameProblem(caller, node, () => definition.create(node.options)),
    );
  }
  if (outputs.length === 0) throw refuse("the network has no outputs. Name the nodes whose values it gives.");
  const absent = outputs.find((output) => !behaviours.has(output));
  if (absent !== undefined) throw refuse(`the network has the output "${absent}", which no node is called. Name one of its nodes.`);
  return behaviours;
}

/** Runs a question to a node; what the node finds wrong becomes a sentence with its kind and name. */
export function nameProblem<T>(caller: string, { kind, name }: NetworkNode, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NodeProblem) throw new NetworkError(`[${caller}] ${kind} "${name}" ${error.message}`);
    throw error;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= maximumNodes && value.every((item) => typeof item === "string");

const isNetwork = (value: unknown): value is Network =>
  isObject(value) && typeof value["name"] === "string" && Array.isArray(value["nodes"]) && isNames(value["outputs"]);

const isNode = (value: unknown): value is NetworkNode =>
  isObject(value) && isName(value["name"]) && typeof value["kind"] === "string" && isNames(value["inputs"]) && isObject(value["options"]);

const isName = (value: unknown): value is string => typeof value === "string" && value !== "" && value.length <= maximumNameLength;
