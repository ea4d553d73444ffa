import type { PlannedNode } from "../../../analysis/plan.ts";

/** Who takes the value of which node, among those that a run needs. */
export interface Takers {
  /** The nodes that lead to what is wanted, in order. */
  readonly nodes: readonly PlannedNode[];
  /** Outputs and taps. */
  readonly wanted: ReadonlySet<string>;
  /** Once for every time it takes the value. */
  of(name: string): readonly PlannedNode[];
  /** The one node that takes a value which nobody else wants. */
  soleOf(name: string): PlannedNode | undefined;
}

export function findTakers(all: readonly PlannedNode[], wanted: ReadonlySet<string>): Takers {
  const takers = new Map<string, PlannedNode[]>();
  const nodes: PlannedNode[] = [];
  for (const planned of [...all].reverse()) {
    const { name, kind, inputs } = planned.node;
    if (!wanted.has(name) && !takers.has(name) && kind !== "input") continue;
    nodes.unshift(planned);
    for (const input of inputs) takers.set(input, [...(takers.get(input) ?? []), planned]);
  }
  const of = (name: string): readonly PlannedNode[] => takers.get(name) ?? [];
  return {
    nodes,
    wanted,
    of,
    soleOf(name) {
      const [taker, ...others] = of(name);
      return others.length === 0 && !wanted.has(name) ? taker : undefined;
    },
  };
}
