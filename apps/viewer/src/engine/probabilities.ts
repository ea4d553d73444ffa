// From the numbers of the last layer to probabilities.
import type { Network } from "@xception/network";

import type { Meaning } from "./protocol.ts";

/** Kinds that pass their values on unchanged when a network only predicts. */
const transparent = new Set(["flatten", "reshape", "dropout", "activation"]);

/** What the numbers of a network's first output are, read from the activation that made them. */
export function meaningOfOutputs(network: Network): Meaning {
  const nodes = new Map(network.nodes.map((node) => [node.name, node]));
  let node = nodes.get(network.outputs[0] ?? "");
  while (node) {
    const { kind, options, inputs } = node;
    const activation = kind === "activation" ? options["function"] : options["activation"];
    if (activation === "softmax" || activation === "sigmoid") return activation;
    if (!transparent.has(kind) || (kind === "activation" && activation !== "linear")) return "logits";
    node = nodes.get(inputs[0] ?? "");
  }
  return "logits";
}

/** [classes] probabilities; logits go through a softmax first. */
export function toProbabilities(outputs: readonly number[], meaning: Meaning): number[] {
  if (meaning !== "logits") return [...outputs];
  const greatest = Math.max(...outputs);
  const powers = outputs.map((output) => Math.exp(output - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
