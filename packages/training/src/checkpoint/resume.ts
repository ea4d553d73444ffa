import type { Network, NetworkNode } from "@xception/network";

import { CheckpointError } from "../errors/checkpoint-error.ts";
import type { Position } from "../loop/position.ts";
import type { Session } from "../session/session.ts";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * Puts a session where a checkpoint was written. With the same options and data, every further step gives the same bits as if training had
 * never stopped (on cpu and wasm).
 *
 * @returns where in the data to go on: `startAt` of `fit`
 * @throws CheckpointError where the checkpoint is of another network, or of another optimizer, averaging or set of frozen nodes
 *
 * @example
 * const startAt = resume(session, await readCheckpoint(blob));
 * await fit(session, { ...options, startAt });
 */
export function resume(session: Session, { network, state, position }: Checkpoint): Position {
  const difference = differ(network, session.network);
  if (difference !== undefined) {
    throw new CheckpointError(
      `[resume] the checkpoint is of the network "${network.name}", not of "${session.network.name}" that is to be trained: ${difference}. Train the checkpoint's network, or start anew.`,
    );
  }
  session.restore(state);
  return position;
}

/** Says the first difference; names of networks may differ. */
function differ(found: Network, expected: Network): string | undefined {
  if (found.nodes.length !== expected.nodes.length) return `it has ${found.nodes.length} nodes instead of ${expected.nodes.length}`;
  const index = found.nodes.findIndex((node, at) => !sameNode(node, expected.nodes[at]));
  if (index >= 0) return `node ${index} is ${describe(found.nodes[index])} instead of ${describe(expected.nodes[index])}`;
  return found.outputs.join() === expected.outputs.join() ? undefined : "its outputs are others";
}

/** Keys in any order. */
function sameNode(a: NetworkNode, b: NetworkNode | undefined): boolean {
  return canonical(a) === canonical(b);
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(byKey)) : item,
  );

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

const describe = (node: NetworkNode | undefined): string => (node ? `${node.kind} "${node.name}" ${JSON.stringify(node.options)}` : "none");
