// Which nodes do not learn.
import type { Network } from "@xception/network";

import { TrainingError } from "../../errors/training-error.ts";

/** Patterns of node names, in which `*` stands for any text (`block1_*`), or a function that says it of each name. */
export type Frozen = readonly string[] | ((node: string) => boolean);

/**
 * The names of the frozen nodes, in the order of the network.
 *
 * @throws TrainingError where a pattern is that of no node
 */
export function frozenNodes({ name, nodes }: Network, frozen: Frozen): ReadonlySet<string> {
  const names = nodes.map((node) => node.name);
  if (typeof frozen === "function") return new Set(names.filter(frozen));
  const patterns = frozen.map((text) => ({ text, pattern: new RegExp(`^${text.split("*").map(escape).join(".*")}$`, "s") }));
  for (const { text, pattern } of patterns) {
    if (names.some((node) => pattern.test(node))) continue;
    throw new TrainingError(
      `[createSession] the frozen pattern "${text}" fits no node of the network "${name}". Use names such as ${names.slice(0, 3).join(", ")}, with * for any text.`,
    );
  }
  return new Set(names.filter((node) => patterns.some(({ pattern }) => pattern.test(node))));
}

const escape = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
