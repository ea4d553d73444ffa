// What need not be a task of its own, because a task before or after it does it while values are in registers anyway.
import type { PlannedNode } from "../../../analysis/plan.ts";
import type { ActivationName } from "../../../nodes/activation/functions.ts";
import { rangeOf } from "../kinds/endings.ts";
import type { Takers } from "./takers.ts";

export interface Shortcuts {
  /** Relus that all their takers do when they read. */
  readonly relus: ReadonlySet<string>;
  /** Activations by the node whose result they hold in a range. */
  readonly ranges: ReadonlyMap<string, PlannedNode>;
  /** Convolutions by the addition that they do. */
  readonly sums: ReadonlyMap<string, PlannedNode>;
}

const readsRelu: ReadonlySet<string> = new Set(["separableConv", "depthwiseConv"]);
const addsMap: ReadonlySet<string> = new Set(["conv", "separableConv", "dense"]);
const holdsRange: ReadonlySet<string> = new Set([
  ...["conv", "depthwiseConv", "separableConv", "segmentedConv", "dense"],
  ...["batchNorm", "normalization", "rescaling", "add", "subtract", "multiply", "average", "maximum"],
]);

/** @param shapeOf the shape of a node's value for one image */
export function findShortcuts(takers: Takers, shapeOf: (name: string) => string): Shortcuts {
  const relus = new Set<string>();
  const ranges = new Map<string, PlannedNode>();
  const sums = new Map<string, PlannedNode>();
  for (const planned of takers.nodes) {
    const { node } = planned;
    const taker = takers.soleOf(node.name);
    if (taker && holdsRange.has(node.kind) && isLinear(planned) && isRange(taker)) ranges.set(node.name, taker);
    const done = [...ranges.values()].includes(planned);
    const takersOfIt = takers.of(node.name);
    if (
      !done &&
      functionOf(planned) === "relu" &&
      !takers.wanted.has(node.name) &&
      takersOfIt.every(({ node: { kind } }) => readsRelu.has(kind))
    ) {
      relus.add(node.name);
    }
    if (node.kind === "add" && node.inputs.length === 2) {
      const by = findSummand(planned, takers, shapeOf);
      if (by) sums.set(node.name, by);
    }
  }
  return { relus, ranges, sums };
}

/** The later of an addition's inputs that a convolution makes for it alone, so that it can add the other one. */
function findSummand({ node }: PlannedNode, takers: Takers, shapeOf: (name: string) => string): PlannedNode | undefined {
  const shape = shapeOf(node.name);
  return takers.nodes.findLast(
    (candidate) =>
      node.inputs.includes(candidate.node.name) &&
      addsMap.has(candidate.node.kind) &&
      isLinear(candidate) &&
      takers.soleOf(candidate.node.name) !== undefined &&
      node.inputs.every((input) => shapeOf(input) === shape),
  );
}

const functionOf = ({ node, behaviour }: PlannedNode): ActivationName | undefined =>
  node.kind === "activation" ? (behaviour.options["function"] as ActivationName) : undefined;

function isRange(planned: PlannedNode): boolean {
  const name = functionOf(planned);
  return name !== undefined && name !== "linear" && rangeOf(name) !== undefined;
}

/** Whether nothing happens to a node's result yet. */
const isLinear = ({ behaviour }: PlannedNode): boolean => (behaviour.options["activation"] ?? "linear") === "linear";
