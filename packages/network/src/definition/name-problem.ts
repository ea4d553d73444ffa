import { NetworkError } from "../network-error.ts";
import type { NetworkNode } from "../network.ts";
import { NodeProblem } from "./node-problem.ts";

/** Puts a question to a node; what the node finds wrong becomes a sentence with the asking function, its kind and its name. */
export function nameProblem<T>(caller: string, { kind, name }: NetworkNode, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NodeProblem) throw new NetworkError(`[${caller}] ${kind} "${name}" ${error.message}`, { cause: error });
    throw error;
  }
}
