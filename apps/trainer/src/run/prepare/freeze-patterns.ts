// --freeze: patterns of layer names, or a flow of the paper by its name.
import type { Network } from "@xception/network";

import { CommandError } from "../../terminal/command-error.ts";

const flows = ["entry", "middle", "exit"] as const;

/**
 * Patterns of node names, as a session's `frozen` takes them: `entry`, `middle` and `exit` become those of their blocks (the entry flow with
 * the stem), anything else stays.
 *
 * @throws CommandError (2) where a flow is named of a network that has no blocks
 */
export function freezePatterns(network: Network, given: readonly string[]): readonly string[] {
  const blocks = [...new Set(network.nodes.flatMap(({ name }) => /^block(\d+)_/.exec(name)?.[1] ?? []))].map(Number).sort((a, b) => a - b);
  return given.flatMap((pattern) => {
    const flow = flows.find((name) => name === pattern);
    if (flow === undefined) return [pattern];
    // Block 1 is the stem; the entry flow has three modules, the exit flow two.
    const members = { entry: blocks.slice(0, 4), middle: blocks.slice(4, -2), exit: blocks.slice(-2) }[flow];
    if (blocks.length >= 6 && members.length > 0) return members.map((block) => `block${block}_*`);
    throw new CommandError(
      `[train] --freeze ${flow} names a flow of Xception, but the network ${network.name} has ${blocks.length} blocks named as Xception's are. Give patterns of layer names, such as "conv2d*".`,
    );
  });
}
