import { nodeKinds } from "../nodes/node-kinds.ts";
import type { Draft } from "./draft.ts";

/** Takes out what does nothing in inference: dropout, linear activation. */
export function removeIdle(draft: Draft): void {
  for (const { name } of draft.nodes) {
    const node = draft.find(name);
    if (!node || !nodeKinds.get(node.kind)?.create(node.options).idle) continue;
    const previous = draft.absorbable(node);
    if (previous) draft.absorb(previous, node, previous.options, draft.parametersOf(previous));
    else draft.bypass(node);
  }
}
