import { nodeKinds } from "../nodes/node-kinds.ts";
import type { Draft } from "./draft.ts";

/** An activation right after a convolution or dense layer becomes that one's own, so that a kernel can do both in one go. */
export function mergeActivation(draft: Draft): void {
  for (const { name } of draft.nodes) {
    const node = draft.find(name);
    const previous = node?.kind === "activation" ? draft.absorbable(node) : undefined;
    if (!node || !previous || nodeKinds.get(previous.kind)?.foldsInto === undefined || previous.options["activation"] !== "linear")
      continue;
    const { function: activation, alpha = null, approximate = false } = node.options;
    // A layer's own activation always has its function's defaults.
    if (activation === undefined || alpha !== null || approximate !== false) continue;
    draft.absorb(previous, node, { ...previous.options, activation }, draft.parametersOf(previous));
  }
}
