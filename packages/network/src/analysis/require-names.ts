import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";

/** @throws InputError where a name is not that of a node; `what` says what the name was given as */
export function requireNames(caller: string, network: Network, what: string, names: Iterable<string>): void {
  const known = new Set(network.nodes.map((node) => node.name));
  for (const name of names) {
    if (!known.has(name)) {
      throw new InputError(`[${caller}] the ${what} "${name}" is not a node of the network "${network.name}". Name one that is.`);
    }
  }
}
