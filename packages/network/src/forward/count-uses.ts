// How often each value will still be taken: the end of its use is when its memory can go.
import type { Network } from "../network.ts";

export interface Uses {
  /** Uses that are still to come. */
  count(name: string): number;
  /** Counts one use off; true when it was the last. */
  release(name: string): boolean;
  isUnused(name: string): boolean;
}

/** Uses by other nodes, and one more for what the caller wants to have. */
export function countUses({ nodes, outputs }: Network, taps: readonly string[]): Uses {
  const left = new Map<string, number>();
  for (const name of [...nodes.flatMap((node) => node.inputs), ...outputs, ...taps]) left.set(name, (left.get(name) ?? 0) + 1);
  return {
    count: (name) => left.get(name) ?? 0,
    release(name) {
      const uses = (left.get(name) ?? 0) - 1;
      left.set(name, uses);
      return uses === 0;
    },
    isUnused: (name) => (left.get(name) ?? 0) === 0,
  };
}
