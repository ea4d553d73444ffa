import type { Plan } from "../analysis/plan.ts";
import type { Pass } from "./run-node.ts";
import type { Uses } from "./count-uses.ts";

/** Names of batch normalisations that do the relu after them in training, and those relus, each by its normalisation. */
export function mergeRelus(plan: Plan, uses: Uses, { training, frozen }: Pick<Pass, "training" | "frozen">): ReadonlyMap<string, string> {
  if (!training) return new Map();
  const normalising = new Set(plan.filter(({ node }) => node.kind === "batchNorm" && !frozen.has(node.name)).map(({ node }) => node.name));
  const relus = plan.filter(({ node, behaviour }) => node.kind === "activation" && behaviour.options["function"] === "relu");
  const pairs = relus.map(({ node }) => [node.inputs[0] as string, node.name] as const); // an activation has one input
  return new Map(pairs.filter(([before]) => normalising.has(before) && uses.count(before) === 1));
}
